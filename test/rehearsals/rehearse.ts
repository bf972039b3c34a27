import type { Rehearsal } from '../../bench/rehearsals.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { firedrill } from '../e2e/cli.ts'
import { remainsOf } from '../e2e/remains.ts'
import type { Scratch } from '../e2e/scratch.ts'
import { onlyRecord, verdictOf } from '../e2e/stored.ts'

/** Runs one drill of this project by its real command line; what it left is looked for from outside. */
export async function rehearse(
  { name, drill, env, set }: Rehearsal,
  scratch: Scratch,
): Promise<{ code: number | null; verdict: Verdict; left: string[]; record: string }> {
  const out = `${scratch.out}/${name.replaceAll(' ', '-')}`
  const environment = env === undefined ? [] : ['--env', env]
  const params = set.flatMap((value) => ['--set', value])
  const { code, stderr } = await firedrill(
    ['run', drill, ...environment, ...params, '--out', out, '--quiet'],
    scratch,
  )
  if (code !== null && code >= 64) throw new Error(`${name} ended with ${code}: ${stderr.slice(-2000)}`)
  const record = onlyRecord(out)
  return { code, verdict: verdictOf(record), left: await remainsOf(record, scratch), record }
}
