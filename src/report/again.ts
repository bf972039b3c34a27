import { commandWords } from '../shell-words.ts'
import type { Verdict } from '../verdict/schema.ts'

/** The command that runs the same drill again, with the same parameters and seed, quoted for a shell. */
export function commandToRunAgain(verdict: Verdict): string {
  const { drill, target, environment, params, seed, strict, blastRadius } = verdict
  const settings = Object.entries(params).flatMap(([name, value]) => ['--set', `${name}=${asText(value)}`])
  const place = environment === null ? ['--target', target.name] : ['--env', environment]
  const agreed = blastRadius === undefined ? [] : ['--blast-radius', String(blastRadius)]
  const words = ['firedrill', 'run', drill, ...place, ...settings, '--seed', String(seed), ...agreed]
  return commandWords([...words, ...(strict ? ['--strict'] : [])])
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
