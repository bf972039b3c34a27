import { expect, test } from 'vitest'
import { focusOf } from '../../src/report/focus.ts'
import { measured } from '../verdict/build-measurements.ts'
import { badDeploy } from '../verdict/build-releases.ts'
import { diagnosis } from './build-input.ts'

const nothing = { faults: [], deploys: [], stops: [] }

test('the first breach, whatever was done before', () => {
  expect(focusOf({ diagnosis: diagnosis() }, measured())).toEqual({ atMs: 11_003, what: 'the first breach' })
})

test('where nothing broke, or it is not known when, the first thing that was done', () => {
  const unknown = diagnosis({ first: { clause: 'x', atMs: null, what: '' } })
  expect(focusOf({ diagnosis: unknown }, measured())).toEqual({ atMs: 11_000, what: 'the first fault' })
  expect(focusOf({}, measured({ deploys: [badDeploy()] }))).toEqual({
    atMs: 10_500,
    what: 'the first deploy',
  })
  const stops = [{ window: 'settled', name: 'web-1', exitCode: 0, signal: null, tookMs: 1400, killed: false }]
  expect(focusOf({}, measured({ ...nothing, stops })).atMs).toBe(40_000)
})

test('where nothing was done, the begin; where nothing is known, 0', () => {
  expect(focusOf({}, measured(nothing)).atMs).toBe(5000)
  expect(focusOf({}, measured({ ...nothing, windows: [] })).atMs).toBe(0)
})
