import { isPlain } from './env.ts'

/** What a target's options name as secret by their values (`secrets: ['…']`), in every environment. */
export function writtenSecrets(config: unknown): string[] {
  return [...new Set(found(config))]
}

function found(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(found)
  if (!isPlain(value)) return []
  const { options } = value
  const own = isPlain(options) && Array.isArray(options.secrets) ? options.secrets : []
  const texts = own.filter((secret): secret is string => typeof secret === 'string' && secret !== '')
  return [...texts, ...Object.values(value).flatMap(found)]
}
