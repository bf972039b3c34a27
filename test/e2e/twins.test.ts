/** Negative controls: on an app that is broken in just one way, the same drill must not pass, for the right reason. */
import { afterAll, expect, it } from 'vitest'
import { firedrill } from './cli.ts'
import { fixtureProject } from './project.ts'
import { remainsOf } from './remains.ts'
import { makeScratch } from './scratch.ts'
import { clausesOf, onlyRecord, verdictOf } from './stored.ts'

const scratch = makeScratch()
const project = fixtureProject(scratch, '1s')
const QUICK = ['rate=100/s', 'baseline=1s', 'lost=2s', 'settled=1s', 'recoverWithin=2s']
afterAll(() => scratch.remove())

it('fails by the uptime of the lost window where the edge neither checks, nor marks, nor retries', async () => {
  const { code, verdict, record } = await drill('bare-edge')
  const uptime = verdict.clauses.find(({ window, indicator }) => window === 'lost' && indicator === 'uptime')
  expect(code, verdict.summary).toBe(1)
  expect(verdict.verdict).toBe('fail')
  expect(verdict.faults[0]?.landed).toBe(true)
  // One of two instances is gone, and nobody else is asked.
  expect(uptime?.verdict).toBe('fail')
  expect(uptime?.observed).toBeLessThan(0.9)
  expect(await remainsOf(record, scratch)).toEqual([])
})

it('is inconclusive where the kill only pretends, because the fault was not seen', async () => {
  const { code, verdict, record } = await drill('no-op')
  expect(code, verdict.summary).toBe(2)
  expect(verdict.verdict).toBe('inconclusive')
  expect(verdict.faults.map(({ landed }) => landed)).toEqual([false])
  expect(clausesOf(verdict).filter((clause) => /^lost.* (pass|fail)$/.test(clause))).toEqual([])
  const reasons = verdict.clauses.filter(({ window }) => window === 'lost').map(({ reason }) => reason)
  expect(new Set(reasons)).toEqual(new Set(['fault-not-seen']))
  expect(await remainsOf(record, scratch)).toEqual([])
})

async function drill(environment: string) {
  const out = `${scratch.out}/${environment}`
  const args = [
    'run',
    'kill-node',
    '--target',
    'processes',
    '--env',
    environment,
    ...QUICK.flatMap((value) => ['--set', value]),
  ]
  const { code } = await firedrill([...args, '--out', out, '--quiet'], project)
  const record = onlyRecord(out)
  return { code, record, verdict: verdictOf(record) }
}
