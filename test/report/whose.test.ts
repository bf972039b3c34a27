import { expect, test } from 'vitest'
import { whoseOf } from '../../src/report/whose.ts'
import { causes } from '../../src/verdict/diagnosis/causes/map.ts'
import type { ReasonCode, Verdict } from '../../src/verdict/schema.ts'
import { diagnosedInput, diagnosis, failedInput, passedInput } from './build-input.ts'

const caused = (code: string, sure: 'likely' | 'possible' = 'likely'): Verdict => {
  const [cause] = diagnosis().causes
  if (!cause) throw new Error('A cause was expected.')
  return diagnosedInput({ causes: [{ ...cause, code, sure, what: 'It is so.' }] }).verdict
}
const undecided = (reason: ReasonCode): Verdict => {
  const { verdict } = passedInput()
  const clauses = verdict.clauses.map((clause) => ({ ...clause, verdict: 'inconclusive' as const, reason }))
  return { ...verdict, verdict: 'inconclusive', clauses }
}

test('a pass lays no fault to anybody', () => {
  expect(whoseOf(passedInput().verdict).who).toBe('nobody')
})

test('a fail is laid to the edge or the app by its likeliest cause, and says how sure that is', () => {
  expect(whoseOf(caused('edge-no-retry'))).toEqual({
    who: 'edge',
    words: "The edge's, most likely: It is so.",
  })
  expect(whoseOf(caused('no-drain', 'possible'))).toEqual({
    who: 'app',
    words: "The app's, possibly: It is so.",
  })
})

test('every code that is laid to the edge is a known cause', () => {
  const codes = Object.keys(causes)
  const ofEdge = codes.filter((code) => whoseOf(caused(code)).who === 'edge')
  expect(ofEdge).toEqual(codes.filter((code) => code.startsWith('edge-') || code === 'switch-gap'))
  expect(whoseOf(caused('edge-of-tomorrow')).who).toBe('app')
})

test('without a cause, the two are not told apart', () => {
  expect(whoseOf(failedInput().verdict).who).toBe('app or edge')
})

test('what explains only what broke later does not answer it', () => {
  const [cause] = diagnosis().causes
  if (!cause) throw new Error('A cause was expected.')
  const later = { ...cause, explainsFirst: false }
  expect(whoseOf(diagnosedInput({ causes: [later] }).verdict)).toEqual({
    who: 'app or edge',
    words:
      "The app's or its edge's: together they did not serve as required. Which of the two is not known: no known cause fits what broke first.",
  })
  const first = { ...cause, code: 'no-drain', what: 'It does not drain.', explainsFirst: true }
  expect(whoseOf(diagnosedInput({ causes: [later, first] }).verdict).words).toBe(
    "The app's, most likely: It does not drain.",
  )
})

test('what is undecided is laid to what kept it so', () => {
  const who = (reason: ReasonCode) => whoseOf(undecided(reason)).who
  expect(who('fault-not-seen')).toBe('drill')
  expect(who('instrument-unhealthy')).toBe('instruments')
  expect(who('clock-stepped')).toBe('instruments')
  expect(who('not-steady')).toBe('app')
})

test('an app that was asked for what it does not have is not called sick', () => {
  expect(whoseOf(undecided('not-steady')).words).toBe(
    "The app's, or that of what it was asked for: before anything was done, it was not ready or requests failed.",
  )
})

test('what is not proven is not laid to short windows: of some objectives no window proves anything', () => {
  expect(whoseOf(undecided('not-proven')).words).toBe(
    "The drill's: what it asked for was seen to hold, and is not proven.",
  )
})

test('a run that was stopped is not laid to the app', () => {
  const stopped = (run: Verdict['run']) => whoseOf({ ...undecided('not-steady'), run }).who
  expect(stopped('aborted')).toBe('drill')
  expect(stopped('errored')).toBe('instruments')
})

test('a target that was made wrong on purpose is nobody’s fault, whatever it looks like', () => {
  const verdict = caused('edge-no-retry')
  const target = { ...verdict.target, kind: 'process (sabotaged: its edge retries nothing)' }
  expect(whoseOf({ ...verdict, target })).toEqual({
    who: 'nobody',
    words:
      "Nobody's: the target was sabotaged: its edge retries nothing. That is on purpose. What it looks like: It is so.",
  })
  const passes = { ...verdict.target, kind: 'process (seen through a proxy that only passes on)' }
  expect(whoseOf({ ...verdict, target: passes }).who).toBe('edge')
})

test('the edge that firedrill brought itself is not taken for the team’s', () => {
  const verdict = caused('edge-waits')
  expect(whoseOf({ ...verdict, target: { ...verdict.target, edge: 'built-in' } }).words).toBe(
    "The built-in edge's, which users do not meet, most likely: It is so.",
  )
})

test('a run that a guard stopped says which, and why', () => {
  const guard = {
    guard: 'uptime below 95 % over 10 s',
    outcome: 'stopped' as const,
    atMs: 1,
    restedOn: '61 of 580 failed',
  }
  const held = {
    guard: 'https://status.test says stop',
    outcome: 'held' as const,
    atMs: null,
    restedOn: null,
  }
  expect(whoseOf({ ...undecided('not-reached'), run: 'aborted', guards: [held, guard] })).toEqual({
    who: 'nobody',
    words:
      'Not known: the guard "uptime below 95 % over 10 s" stopped the run before it could tell: 61 of 580 failed.',
  })
})
