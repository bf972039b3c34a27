import { expect, it } from 'vitest'
import { askEdge, askVersion, awaited, promised } from '../../../src/runbook/parts/asked.ts'
import { rehearsal, today } from '../build-rehearsal.ts'

const ALL = { fromMs: 0, toMs: Number.POSITIVE_INFINITY }

it('users’ own question is asked where the configuration says where they come in', () => {
  const [step] = askEdge(rehearsal(), today())
  expect(step?.command).toBe("curl -fsS -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:8080/")
  expect(step?.standIns).toEqual([])
  expect(step?.tookMs).toBeNull()
})

it('elsewhere the place is left to whoever knows it', () => {
  const [step] = askEdge(rehearsal(), today({ addresses: { edge: null, instances: [] } }))
  expect(step?.command).toContain("'<address of the edge>/'")
  expect(step?.standIns).toEqual(['<address of the edge>'])
  const never = { ...rehearsal(), events: [] }
  expect(askEdge(never, today())).toEqual([])
})

it('instances are asked only where each can be', () => {
  expect(askVersion(rehearsal(), '2', today())).toEqual([])
  const addresses = { edge: null, instances: ['http://127.0.0.1:3001/version?a&b'] }
  const [step] = askVersion(rehearsal(), '2', today({ addresses }))
  expect(step?.command).toBe("curl -fsS 'http://127.0.0.1:3001/version?a&b'")
})

it('what was waited for counts when it came, and in its time', () => {
  const one = rehearsal()
  expect(awaited(one, ALL, '/srv/app')).toHaveLength(2)
  expect(awaited(one, { fromMs: 15_400, toMs: 17_000 }, '/srv/app')).toHaveLength(1)
  const unmet = one.events.map((event) => (event.type === 'condition' ? { ...event, met: false } : event))
  expect(awaited({ ...one, events: unmet }, ALL, '/srv/app')).toEqual([])
})

it('what users got is that of the windows that reach beyond the change', () => {
  const one = rehearsal()
  expect(promised(one, ALL)[0]?.expect).toHaveLength(2)
  expect(promised(one, { fromMs: 19_300, toMs: 99_000 })[0]?.expect).toEqual([
    'errors below 1 %, in rollback: none of 100 failed in rollback',
  ])
  // The rollback began a moment before it was decided: what users got in it is no word on the deploy.
  expect(promised(one, { fromMs: 15_400, toMs: 17_001 })[0]?.expect).toHaveLength(1)
  expect(promised(one, { fromMs: 20_000, toMs: 99_000 })).toEqual([])
  const broken = one.verdict.clauses.map((clause) => ({ ...clause, verdict: 'fail' as const }))
  expect(promised({ ...one, verdict: { ...one.verdict, clauses: broken } }, ALL)).toEqual([])
})
