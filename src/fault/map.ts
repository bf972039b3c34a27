import { crash } from './crash.ts'
import { cutLink } from './cut-link.ts'
import { disconnect } from './disconnect.ts'
import type { Fault } from './fault.ts'
import { fill } from './fill.ts'
import { flakyLink } from './flaky-link.ts'
import { kill } from './kill.ts'
import { loss } from './loss.ts'
import { pause } from './pause.ts'
import { slowLink } from './slow-link.ts'
import { squeeze } from './squeeze.ts'

/** Every fault, by its kind. */
export const faults: Readonly<Record<string, Fault>> = {
  kill,
  pause,
  disconnect,
  squeeze,
  fill,
  crash,
  loss,
  'slow-link': slowLink,
  'cut-link': cutLink,
  'flaky-link': flakyLink,
}
