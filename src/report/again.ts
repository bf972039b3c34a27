import type { Verdict } from '../verdict/schema.ts'

/** The command that runs the same drill again, with the same parameters and seed, quoted for a shell. */
export function commandToRunAgain({ drill, target, environment, params, seed, strict }: Verdict): string {
  const settings = Object.entries(params).flatMap(([name, value]) => ['--set', `${name}=${asText(value)}`])
  const place = environment === null ? ['--target', target.name] : ['--env', environment]
  const words = ['firedrill', 'run', drill, ...place, ...settings, '--seed', String(seed)]
  return [...words, ...(strict ? ['--strict'] : [])].map(quoted).join(' ')
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** For a shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
