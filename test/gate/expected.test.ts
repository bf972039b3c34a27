import { describe, expect, it } from 'vitest'
import { lackedOf } from '../../src/gate/expected.ts'
import { measure } from '../../src/measure/measure.ts'
import { judge } from '../../src/verdict/judge.ts'
import {
  buildRecord,
  p95Below150,
  type RecordInput,
  steadyProbes,
  steadyRequests,
  uptimeThreeNines,
} from '../measure/build-record.ts'

const P95 = 'p95 below 150 ms'
const UPTIME = 'uptime at least 99.9 %'

/** What is lacked of what a policy expects of a run of these phases. */
function lacked(phases: RecordInput['phases'], expected: string[], drill: RecordInput['expect'] = []) {
  const times = { fromMs: 0, toMs: 50_000 }
  const [requests, probes] = [steadyRequests(times), steadyProbes(times)]
  const record = buildRecord({ phases, expect: drill ?? [], requests, probes })
  const { windows, ...rest } = measure(record)
  const { clauses } = judge(record, { windows, ...rest }, { strict: false })
  return lackedOf(expected, clauses, windows).map(({ code, why }) => `${code}: ${why}`)
}

const calm = { name: 'calm', durationMs: 20_000 }
const lost = { name: 'lost', durationMs: 20_000 }

describe('what a policy expects a drill to judge', () => {
  it('is judged in every phase', () => {
    expect(lacked([calm, lost], [P95, UPTIME], [p95Below150, uptimeThreeNines])).toEqual([])
    expect(lacked([{ ...calm, expect: [p95Below150] }, lost], [P95])).toEqual([
      `objective-missing: it does not judge "${P95}" in lost`,
    ])
    expect(lacked([calm, { ...lost, inherit: false }], [P95], [p95Below150])).toEqual([
      `objective-missing: it does not judge "${P95}" in lost`,
    ])
    expect(lacked([calm, lost], [P95], [uptimeThreeNines])).toEqual([
      `objective-missing: it does not judge "${P95}" in calm, lost`,
    ])
  })

  it('is judged in the one that is named', () => {
    const phases = [calm, { ...lost, expect: [p95Below150] }]
    expect(lacked(phases, [`${P95} in lost`])).toEqual([])
    expect(lacked(phases, [`${P95} in calm`])).toEqual([
      `objective-missing: it does not judge "${P95} in calm"`,
    ])
  })

  it('is judged in every window of the one that is named', () => {
    const each = (more: object, other = more) => [
      { ...lost, name: 'lost', window: 'lost[web-1]', ...more },
      { ...lost, name: 'lost', window: 'lost[web-2]', ...other },
    ]
    expect(lacked(each({ expect: [p95Below150] }), [`${P95} in lost`, `${P95} in lost[web-2]`])).toEqual([])
  })

  it('is judged over the whole run only where the policy says so', () => {
    const whole = [{ ...uptimeThreeNines, over: 'run' as const }]
    expect(lacked([calm, lost], [UPTIME], whole)).toEqual([
      `objective-missing: it does not judge "${UPTIME}" in calm, lost`,
    ])
    expect(lacked([calm, lost], [`${UPTIME} over the whole run`], whole)).toEqual([])
    expect(lacked([calm, lost], [`${UPTIME} over the whole run`], [uptimeThreeNines])).toEqual([
      `objective-missing: it does not judge "${UPTIME} over the whole run"`,
    ])
  })

  it('is lacked of a run without a phase', () => {
    expect(lackedOf([P95], [], [])).toMatchObject([{ code: 'objective-missing' }])
  })
})
