import { isPlain } from './env.ts'

/**
 * What is named as secret by its value, in every environment: by a target's options (`secrets: ['…']`), and by the
 * configuration itself (`redact: ['…']`).
 */
export function writtenSecrets(config: unknown): string[] {
  return [...new Set([...found(config), ...(isPlain(config) ? textsOf(config.redact) : [])])]
}

function found(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(found)
  if (!isPlain(value)) return []
  const { options } = value
  const own = isPlain(options) ? textsOf(options.secrets) : []
  return [...own, ...Object.values(value).flatMap(found)]
}

function textsOf(list: unknown): string[] {
  if (!Array.isArray(list)) return []
  return list.filter((secret): secret is string => typeof secret === 'string' && secret !== '')
}
