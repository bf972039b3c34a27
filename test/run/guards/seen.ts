import type { EventBody } from '../../../src/journal/events.ts'
import type { Instance } from '../../../src/target/target.ts'

/** What the watch saw of an instance; `ready`: the status of its answer. */
export const state = (name: string, ready: number | null, alive = true): EventBody => ({
  type: 'instance-state',
  name,
  alive,
  health: 200,
  ready,
  failing: [],
  serves: true,
  release: null,
  bootId: null,
  endAsked: false,
})

/** The target says which are the app. */
export const instances = (...names: string[]): EventBody => ({
  type: 'instances',
  instances: names.map((name) => ({ name }) as Instance),
  why: 'a test',
})
