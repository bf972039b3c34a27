import { expect, test } from 'vitest'
import { steps } from '../../../src/drill/schema/steps.ts'

const isRead = (step: object) => steps.safeParse([{ ...step, place: 'a.ts:1' }]).success
const rollback = { kind: 'rollback', observed: false, place: 'a.ts:2' }

test('a step that must be refused holds one step, and a known code', () => {
  expect(isRead({ kind: 'expect-refused', step: rollback, because: 'triggered' })).toBe(true)
  expect(isRead({ kind: 'expect-refused', step: rollback, because: 'odd' })).toBe(false)
  expect(isRead({ kind: 'expect-refused', step: { kind: 'roll' }, because: 'triggered' })).toBe(false)
})

test('the codes are a list; one alone, as older records have it, is a list of one', () => {
  const codes = (because: unknown) => {
    const read = steps.safeParse([{ kind: 'expect-refused', step: rollback, because, place: 'a.ts:1' }])
    return read.data?.flatMap((step) => (step.kind === 'expect-refused' ? step.because : []))
  }
  expect(codes('triggered')).toEqual(['triggered'])
  expect(codes(['triggered', 'canary-worse'])).toEqual(['triggered', 'canary-worse'])
  expect([codes([]), codes(['odd'])]).toEqual([undefined, undefined])
})

test('a deploy may name the strategy that it rehearses', () => {
  const deploy = { kind: 'deploy', release: { ref: 'next' }, stopOn: [], bakeMs: 0 }
  expect(isRead(deploy)).toBe(true)
  expect(isRead({ ...deploy, strategy: 'canary' })).toBe(true)
  expect(isRead({ ...deploy, strategy: 'big-bang' })).toBe(false)
})

test('a restart is of one instance or of several', () => {
  expect(isRead({ kind: 'restart', instances: { ref: 'all' } })).toBe(true)
  expect(isRead({ kind: 'restart', instances: { ref: 'named', name: 'a' } })).toBe(true)
  expect(isRead({ kind: 'restart', instances: { ref: 'service', name: 'db' } })).toBe(false)
})

test('a trial says what is to be seen', () => {
  const boot = (trial: object) => isRead({ kind: 'boot', release: { ref: 'current' }, trial })
  const rest = { set: {}, without: 'each-required', withinMs: 5000 }
  expect(boot({ ...rest, expect: { kind: 'names' } })).toBe(true)
  expect(boot({ ...rest, expect: { kind: 'unready' } })).toBe(true)
  expect(boot({ ...rest, expect: { kind: 'shows' } })).toBe(false)
  expect(boot(rest)).toBe(false)
})
