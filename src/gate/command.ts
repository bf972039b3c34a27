import type { GateRequirement } from '../config/gate-policy.ts'
import type { BlastLimit } from '../drill/blast-radius.ts'
import { quoted } from '../shell-words.ts'

/**
 * The command that makes as many runs as the policy asks for, as a person would type it. `agreed`: to how many instances
 * hit at once; null: to none beyond what every command line does.
 */
export function commandFor(requirement: GateRequirement, runs: number, agreed: BlastLimit | null): string {
  const { drill, target, environment, set, proven } = requirement
  const words = [
    'firedrill',
    'run',
    drill,
    ...(target === null ? [] : ['--target', target]),
    ...(environment === null ? [] : ['--env', environment]),
    ...Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ...(agreed === null ? [] : ['--blast-radius', String(agreed)]),
    ...(proven ? ['--strict'] : []),
    ...(runs > 1 ? ['--repeat', String(runs)] : []),
  ]
  return words.map(quoted).join(' ')
}
