import type { JsonObject } from '../drill/model.ts'
import { commandWords } from '../shell-words.ts'
import type { Verdict } from '../verdict/schema.ts'

/**
 * The command that runs the same drill again, with the same parameters and seed, quoted for a shell. `options`: of the
 * record's header; `file`: of the drill. A name that had to be confirmed is left out: it is asked for anew.
 */
export function commandToRunAgain(verdict: Verdict, options: JsonObject = {}, file = ''): string {
  const { drill, target, environment, params, seed, strict, blastRadius } = verdict
  // No command of firedrill knows that drill.
  if (options.inline === true) return commandWords(['npx', 'vitest', 'run', file])
  const { sabotage } = options
  const settings = Object.entries(params).flatMap(([name, value]) => ['--set', `${name}=${asText(value)}`])
  return commandWords([
    ...['firedrill', sabotage === undefined ? 'run' : 'prove', drill],
    // The passing proxy is no sabotage: every proof begins with it.
    ...(typeof sabotage === 'string' && sabotage !== 'passes' ? ['--only', sabotage] : []),
    ...(environment === null ? [] : ['--env', environment]),
    // In an environment as well: which of its targets is preferred depends on the machine.
    ...['--target', target.name],
    ...settings,
    ...['--seed', String(seed)],
    ...(blastRadius === undefined ? [] : ['--blast-radius', String(blastRadius)]),
    ...(options.lease === false ? ['--no-lease'] : []),
    ...(strict && sabotage === undefined ? ['--strict'] : []),
  ])
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
