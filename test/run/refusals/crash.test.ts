import { expect, test } from 'vitest'
import { crash } from '../../../src/drill/faults.ts'
import { instance } from '../../../src/drill/refs.ts'
import { resolve } from '../../../src/drill/resolve.ts'
import { during, hold } from '../../../src/drill/steps.ts'
import { crashSupervision } from '../../../src/drills/crash-supervision.ts'
import { quiet, refusalsOf, refusalsOn, TARGET } from './planned.ts'

const ABORT_ONLY = { crashWays: ['abort'] } as const

test('a crash by a request needs a path that the app crashes on', () => {
  const byRequest = () => [crash(instance(), { by: 'request' })]
  expect(refusalsOn(byRequest)).toEqual([])
  expect(refusalsOn(byRequest, ABORT_ONLY)).toMatchObject([
    {
      code: 'capability-missing',
      reason: expect.stringMatching(/crash\.test\.ts:\d+: .* no path on which the app crashes/),
      hint: "Configure `crash` on the target, such as crash: '/_crash', or let the drill crash it by abort: { by: 'abort' }.",
    },
  ])
  expect(
    refusalsOn(() => [during(crash(instance(), { by: 'request' }), [hold('1s')])], ABORT_ONLY),
  ).toHaveLength(1)
  expect(refusalsOn(() => [crash(instance(), { by: 'abort' })], ABORT_ONLY)).toEqual([])
})

test('one that a parameter decides is told which', () => {
  const planned = (set: Record<string, string>) => {
    const drill = resolve(crashSupervision(), { set, seed: 1, file: 'drills/x.ts', root: '/' })
    return refusalsOf(quiet, { drill, target: { ...TARGET, ...ABORT_ONLY } })
  }
  expect(planned({})).toMatchObject([
    { code: 'capability-missing', hint: expect.stringContaining('or give --set by=abort.') },
  ])
  expect(planned({ by: 'abort' })).toEqual([])
})

test('where nothing can be crashed at all, the missing capability says so', () => {
  const capabilities = TARGET.capabilities.filter((each) => each !== 'crash')
  const found = refusalsOn(() => [crash(instance(), { by: 'request' })], { capabilities, crashWays: [] })
  expect(found).toMatchObject([{ reason: expect.stringContaining('needs "crash"') }])
  expect(found).toHaveLength(1)
})
