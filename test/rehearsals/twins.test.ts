/** Six broken twins, chosen by the commit: each must turn its drill red for the named clause. */
import { execFileSync } from 'node:child_process'
import { afterAll, expect, it } from 'vitest'
import { chosen, twins } from '../../bench/rehearsals.ts'
import { makeScratch } from '../e2e/scratch.ts'
import { rehearse } from './rehearse.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()

it.each(chosen(twins, commit, 6).map((twin) => [twin.name, twin] as const))(
  '%s is caught',
  async (_name, twin) => {
    const { verdict, left } = await rehearse(twin, scratch)
    const failed = verdict.clauses
      .filter((clause) => clause.verdict === 'fail')
      .map(({ window, objective }) => `${window}: ${objective}`)
    expect(
      failed.filter((clause) => twin.clause.test(clause)),
      `failed: ${failed.join('; ')}`,
    ).not.toEqual([])
    expect([verdict.verdict, verdict.cleanup, left]).toEqual(['fail', 'clean', []])
  },
)
