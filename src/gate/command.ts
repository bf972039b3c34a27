import type { GateRequirement } from '../config/gate-policy.ts'
import { quoted } from '../shell-words.ts'

/** The command that makes as many runs as the policy asks for, as a person would type it. */
export function commandFor(requirement: GateRequirement, runs: number): string {
  const { drill, target, environment, set, proven } = requirement
  const words = [
    'firedrill',
    'run',
    drill,
    ...(target === null ? [] : ['--target', target]),
    ...(environment === null ? [] : ['--env', environment]),
    ...Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ...(proven ? ['--strict'] : []),
    ...(runs > 1 ? ['--repeat', String(runs)] : []),
  ]
  return words.map(quoted).join(' ')
}
