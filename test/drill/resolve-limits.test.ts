import { expect, test } from 'vitest'
import type { BlastLimit } from '../../src/drill/blast-radius.ts'
import type { DrillBody } from '../../src/drill/drill.ts'
import { uptime } from '../../src/drill/indicators.ts'
import { load } from '../../src/drill/load-profile.ts'
import { parseResolvedDrill } from '../../src/drill/schema.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import { refusal } from './refusal.ts'
import { resolvedBody } from './sample.ts'

const drillOf = (more: Partial<DrillBody>) =>
  resolvedBody(() => ({
    load: load('shop', { rate: '200/s' }),
    steps: [phase('calm', [hold('20s')])],
    expect: [uptime().atLeast('99.9%')],
    ...more,
  }))

test('guards and the blast radius are plain data of the drill, and are read back as they were', () => {
  const drill = drillOf({ guards: [{ errors: { above: '5%' } }, { file: 'STOP' }], blastRadius: 'all' })
  expect(drill).toMatchObject({
    guards: [
      { kind: 'measured', objective: { place: expect.stringMatching(/^test\/drill\/sample\.ts:\d+$/) } },
      { kind: 'file', path: 'STOP' },
    ],
    blastRadius: 'all',
  })
  expect(Object.isFrozen(drill.guards)).toBe(true)
  expect(parseResolvedDrill(JSON.parse(JSON.stringify(drill)))).toEqual(drill)
})

test('a drill that says neither has neither, as the records of older ones', () => {
  const drill = drillOf({})
  expect(drill).not.toHaveProperty('guards')
  expect(drill).not.toHaveProperty('blastRadius')
  expect(parseResolvedDrill(JSON.parse(JSON.stringify(drill)))).toEqual(drill)
})

test('a wrong field of a guard is named', () => {
  expect(refusal(() => drillOf({ guards: [{ errors: { above: '5%' }, over: '1h' }] }))).toMatchObject({
    code: 'drill-invalid',
    message: expect.stringContaining('guards[0].over: expected a duration above zero and at most "5m"'),
  })
})

test.each([0, -1, 1.5, 'some', null])('a blast radius of %j is refused', (limit) => {
  expect(refusal(() => drillOf({ blastRadius: limit as BlastLimit }))).toMatchObject({
    code: 'drill-invalid',
    message: expect.stringContaining("is neither a whole number from 1 nor 'all'"),
  })
})

test('a stored one that is wrong is refused', () => {
  const stored = { ...drillOf({}), blastRadius: 0 }
  expect(refusal(() => parseResolvedDrill(stored)).code).toBe('record-invalid')
  expect(refusal(() => parseResolvedDrill({ ...drillOf({}), guards: [{ kind: 'moon' }] })).code).toBe(
    'record-invalid',
  )
})
