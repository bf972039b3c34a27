import { expect, test } from 'vitest'
import type { EventBody } from '../../../src/journal/events.ts'
import { createAppReady } from '../../../src/run/guards/app-ready.ts'
import type { Release } from '../../../src/target/target.ts'
import { instances, state } from './seen.ts'

const release = (version: string): Release => ({ version }) as Release
const started = (strategy: string): EventBody => ({
  type: 'deploy-started',
  window: 'ship',
  from: release('1'),
  to: release('2'),
  strategy,
})
const switched = (name: string): EventBody => ({
  type: 'instance-switched',
  window: 'ship',
  name,
  to: release('2'),
})
const deployed: EventBody = {
  type: 'deploy-ended',
  window: 'ship',
  outcome: 'deployed',
  code: null,
  detail: '',
}

/** `web-1: true` … after these. */
function after(...bodies: EventBody[]): Record<string, boolean> {
  const app = createAppReady()
  for (const [seq, body] of bodies.entries()) app.onEvent({ seq, atMs: seq, ...body })
  return Object.fromEntries(app.ready())
}

const TWO = [state('web-1', 200), state('web-2', 503), instances('web-1', 'web-2')]
const GREEN = [state('web-1-green', 200), state('web-2-green', 200)]

test('an instance is ready by its own word, while it lives', () => {
  expect(after(...TWO, state('web-1', 200, false))).toEqual({ 'web-1': false, 'web-2': false })
})

test('before the target has said which are the app, all that are looked at are', () => {
  expect(after(state('web-1', 200))).toEqual({ 'web-1': true })
})

test('canary and control are not the app', () => {
  const pair = [state('web-canary', 200), state('web-control', 200)]
  expect(after(...TWO, started('canary'), ...pair)).toEqual({ 'web-1': true, 'web-2': false })
})

test('of two sets one is the app: the second once it is shipped, the first again once it is put back', () => {
  const shipping = [...TWO, started('blue-green'), ...GREEN, switched('web-1-green'), switched('web-2-green')]
  expect(after(...shipping)).toEqual({ 'web-1': true, 'web-2': false })
  expect(after(...shipping, deployed)).toEqual({ 'web-1-green': true, 'web-2-green': true })
  const back: EventBody = { type: 'rollback-acted', window: 'back' }
  expect(after(...shipping, deployed, back)).toEqual({ 'web-1': true, 'web-2': false })
})
