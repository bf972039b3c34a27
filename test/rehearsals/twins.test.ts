/** Broken twins, chosen by the commit: each must turn its drill red for the named clause. */
import { afterAll, expect, it } from 'vitest'
import { chosen, twins, twinsOnCompose } from '../../bench/rehearsals.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { makeScratch } from '../e2e/scratch.ts'
import { commit } from './commit.ts'
import { rehearse } from './rehearse.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const TWINS = 4
/** Its drill waits two minutes for what never comes. */
const TOO_LONG = 'pins-newest by migration-gate'
/** They lose a request a run or two, and may lose none: in the track record's benchmark alone. */
const LOSES_FEW = ['closes-early by graceful-stop', 'stays-ready by graceful-stop']
/** The others on containers are in the track record's benchmark alone, until they have been seen there. */
const SEEN_ON_COMPOSE = ['bare-edge by kill-node', 'stock-edge by pause-node', 'stock-edge by squeeze-node']
const onCompose = twinsOnCompose.filter(({ name }) =>
  SEEN_ON_COMPOSE.includes(name.replace(' on Compose', '')),
)

const short = [...twins, ...onCompose].filter(({ name }) => name !== TOO_LONG && !LOSES_FEW.includes(name))

it.each(chosen(short, commit(), TWINS).map((twin) => [twin.name, twin] as const))(
  '%s is caught',
  async (_name, twin) => {
    const isNamed = (clause: string) => twin.clause.test(clause)
    const { verdict, left } = await rehearse(twin, scratch, (seen) => failedIn(seen).some(isNamed))
    const failed = failedIn(verdict)
    expect(failed.filter(isNamed), `failed: ${failed.join('; ')}`).not.toEqual([])
    expect([verdict.verdict, verdict.cleanup, left]).toEqual(['fail', 'clean', []])
  },
)

function failedIn({ clauses }: Verdict): string[] {
  return clauses
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ window, objective }) => `${window}: ${objective}`)
}
