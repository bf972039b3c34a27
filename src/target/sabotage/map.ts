import type { Target } from '../target.ts'
import { sabotageFaults } from './noop-fault.ts'
import { sabotageHeals } from './noop-heal.ts'
import { sabotageWire } from './on-the-wire.ts'
import { sabotageVersions } from './version-lies.ts'
import { WIRE_KINDS } from './wire/settings.ts'

/** For negative controls alone. */
export const SABOTAGES = ['noop-fault', 'noop-heal', 'version-lies', ...WIRE_KINDS] as const
export type Sabotage = (typeof SABOTAGES)[number]

/** The target itself where nothing is asked for. */
export function sabotage(target: Target, kind: Sabotage | undefined): Target {
  switch (kind) {
    case 'noop-fault':
      return sabotageFaults(target)
    case 'noop-heal':
      return sabotageHeals(target)
    case 'version-lies':
      return sabotageVersions(target)
    case undefined:
      return target
    default:
      return sabotageWire(target, kind)
  }
}
