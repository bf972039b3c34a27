import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { canonicalVerdict } from '../../../src/verdict/canonical.ts'
import { causes } from '../../../src/verdict/diagnosis/causes/map.ts'
import { diagnose } from '../../../src/verdict/diagnosis/diagnose.ts'
import { verdictJsonSchema } from '../../../src/verdict/json-schema.ts'
import { judge } from '../../../src/verdict/judge.ts'
import { down, state, watched } from '../../measure/build-instances.ts'
import { p95Below150, uptimeThreeNines } from '../../measure/build-record.ts'
import { answered, bothUp, changed, diagnosisOf, inputOf, line, type Told } from './build-diagnosis.ts'

const killed: Told = {
  faults: [{ window: 'lost', instantMs: 11_000 }],
  events: [
    state('web-1', 4000),
    state('web-2', 4000),
    down('web-1', 11_150, { endAsked: false }),
    ...watched(4000, 31_000),
  ],
  request: (startMs, instance) =>
    instance === 'web-1' && startMs >= 11_000 && startMs < 14_000 ? answered(502) : {},
}

test('a run that passed has none', () => {
  expect(diagnosisOf({})).toBeNull()
})

test('one that is inconclusive has a reason, and no cause', () => {
  const few: Told = { request: (startMs) => (startMs % 100 === 0 ? {} : false), expect: [uptimeThreeNines] }
  expect(inputOf(few).breaches).toEqual([])
  expect(diagnosisOf(few)).toBeNull()
})

test('what broke first, what was around it, through whom it failed, and why', () => {
  const told = { ...killed, logs: [line('web-2', 11_300, 'busy'), line('web-2', 11_400, 'busy')] }
  const diagnosis = diagnosisOf(told)
  expect(diagnosis).toMatchObject({
    first: { clause: 'uptime-at-least-99.9@lost', atMs: 11_000 },
    next: [{ clause: 'p95-below-150-ms@lost', atMs: 11_000 }],
    before: [
      { atMs: 10_000, what: 'phase lost began' },
      { atMs: 11_000, what: 'web-1 was killed' },
    ],
    instances: [
      {
        instance: 'web-1',
        said: 'ready 200, health 200, it served, release 1.0.0, when last looked at before web-1 was killed',
      },
      { instance: 'web-2', said: 'ready 200, health 200, it served, release 1.0.0' },
    ],
    edge: ['it wrote no access log: where it sent requests is not known'],
    failed: {
      total: 300,
      basis: 'load',
      through: [{ instance: 'web-1', failed: 300, how: '300 answered 502' }],
    },
    logs: [{ source: 'web-2', atMs: 11_300, text: 'busy', times: 2 }],
  })
  expect(diagnosis?.causes.map(({ code, sure }) => [code, sure])).toEqual([
    ['edge-no-retry', 'likely'],
    ['edge-keeps-sending', 'likely'],
  ])
})

test('where no known cause fits, there is none', () => {
  const request: Told['request'] = (startMs) => (startMs >= 12_000 && startMs < 12_500 ? answered(500) : {})
  const diagnosis = diagnosisOf({ request, events: [...bothUp(), ...changed('start web-9', 9000, 9001)] })
  expect(diagnosis?.first.atMs).toBe(12_000)
  expect(diagnosis?.causes).toEqual([])
})

test('through whom it failed is said to be unknown where no log says so', () => {
  const { failed, causes: found } = diagnosisOf({ ...killed, instancesKnown: false })!
  expect(failed).toMatchObject({ basis: 'unknown', through: [{ instance: '', failed: 300 }] })
  expect(found.map(({ code, sure }) => [code, sure])).toEqual([['edge-no-retry', 'possible']])
})

describe('the order of causes', () => {
  test('what explains the window that broke first comes first', () => {
    // Without a drain in settled, and without a second try in lost before that.
    const told: Told = {
      ...killed,
      events: [...(killed.events ?? []), state('web-1', 19_000), ...changed('stop web-2', 22_000, 22_050)],
      request: (startMs, instance) => {
        if (instance === 'web-2' && startMs >= 22_000 && startMs < 23_000) return answered(502)
        return killed.request?.(startMs, instance) ?? {}
      },
    }
    expect(diagnosisOf(told)?.causes.map(({ code }) => code)).toEqual([
      'edge-no-retry',
      'edge-keeps-sending',
      'no-drain',
    ])
  })

  test('what happened in a window that did not break explains nothing', () => {
    const p95InSettled = {
      request: (startMs: number) => (startMs >= 25_000 && startMs < 27_000 ? { durationMs: 300 } : {}),
    }
    const told: Told = {
      ...killed,
      // The phase with the kill is not judged by uptime.
      phases: [
        { name: 'baseline', durationMs: 5000 },
        { name: 'lost', durationMs: 10_000, inherit: false },
        { name: 'settled', durationMs: 10_000 },
      ],
      request: (startMs, instance) => ({
        ...p95InSettled.request(startMs),
        ...killed.request?.(startMs, instance),
      }),
    }
    expect(diagnosisOf(told)?.first.clause).toBe('p95-below-150-ms@settled')
    expect(diagnosisOf(told)?.causes.map(({ code }) => code)).not.toContain('edge-no-retry')
  })

  test('where only the last look failed, it is possible that this is left of it', () => {
    const phases = [
      { name: 'baseline', durationMs: 5000 },
      { name: 'lost', durationMs: 10_000, inherit: false },
      { name: 'settled', durationMs: 10_000 },
    ]
    const found = diagnosisOf({ ...killed, phases, steady: { after: false } })?.causes
    expect(found?.find(({ code }) => code === 'edge-no-retry')?.sure).toBe('possible')
  })

  test('where it broke before anything was done, that is said beside what broke later', () => {
    const told: Told = {
      ...killed,
      request: (startMs, instance) => ({
        ...(startMs >= 6000 && startMs < 8000 ? { durationMs: 300 } : {}),
        ...killed.request?.(startMs, instance),
      }),
    }
    const causes = diagnosisOf(told)?.causes.map(({ code, sure, explainsFirst }) => [
      code,
      sure,
      explainsFirst,
    ])
    expect(causes).toEqual([
      ['undisturbed', 'possible', true],
      ['edge-no-retry', 'likely', false],
      ['edge-keeps-sending', 'likely', false],
    ])
  })

  test('what is about the last look comes before what happened in windows that did not break', () => {
    const told: Told = {
      ...killed,
      phases: [{ name: 'lost', durationMs: 25_000, inherit: false }],
      steady: { after: false },
      events: [...(killed.events ?? []), state('web-1', 15_000, { ready: 503 })],
    }
    const found = diagnosisOf(told)?.causes
    expect(found?.map(({ code, explainsFirst }) => [code, explainsFirst])).toEqual([
      ['not-back-at-the-end', true],
      ['edge-no-retry', true],
      ['edge-keeps-sending', true],
    ])
  })

  test('what explains the first breach says so, in any part of its window', () => {
    const explains = (told: Told) => diagnosisOf(told)?.causes.map(({ explainsFirst }) => explainsFirst)
    expect(explains(killed)).toEqual([true, true])
    const lastLook = {
      phases: [{ name: 'lost', durationMs: 25_000, inherit: false }],
      steady: { after: false },
    }
    expect(explains({ ...killed, ...lastLook })).toContain(true)
  })

  test('never more than three', () => {
    expect(Object.keys(causes).length).toBeGreaterThan(20)
    expect(diagnosisOf(killed)?.causes.length).toBeLessThanOrEqual(3)
  })
})

test('none is said to be certain', () => {
  for (const { sure } of diagnosisOf(killed)?.causes ?? []) expect(['likely', 'possible']).toContain(sure)
})

test('it is a pure function of what it is given, and the schema takes it', () => {
  const input = inputOf(killed)
  expect(diagnose(input)).toEqual(diagnose(inputOf(killed)))
  const verdict = judge(input.record, input.measurements, { strict: false })
  const validate = new Ajv2020({ strict: true }).compile(JSON.parse(verdictJsonSchema()))
  validate(JSON.parse(canonicalVerdict({ ...verdict, diagnosis: diagnose(input)! })))
  expect(validate.errors).toBeNull()
  // A verdict of before there were diagnoses is one all the same.
  validate(JSON.parse(canonicalVerdict(verdict)))
  expect(validate.errors).toBeNull()
})

test('a record that was cut off, or has nothing in it, is no reason to throw', () => {
  const { record, measurements, breaches } = inputOf({ ...killed, expect: [uptimeThreeNines, p95Below150] })
  for (const events of [[], record.events.slice(0, 5), record.events.slice(0, -5)])
    expect(() => diagnose({ record: { ...record, events }, measurements, breaches, logs: [] })).not.toThrow()
})

test('docs/diagnosis.md has a row for each known cause, and for no other', () => {
  const text = readFileSync(new URL('../../../docs/diagnosis.md', import.meta.url), 'utf8')
  const table = text.slice(text.indexOf('## Known causes'), text.indexOf('At most three'))
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code)
  expect(rows.toSorted()).toEqual(Object.keys(causes).toSorted())
})
