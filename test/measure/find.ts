import type { Objective } from '../../src/drill/objective.ts'
import { type Context, prepare } from '../../src/measure/context.ts'
import type { CustomIndicators } from '../../src/measure/custom.ts'
import { measure } from '../../src/measure/measure.ts'
import type { Indication } from '../../src/measure/measurements.ts'
import { buildRecord, type RecordInput } from './build-record.ts'

/** A context of a record made of few words. */
export function contextOf(input: RecordInput): Context {
  return prepare(buildRecord(input))
}

/** Measures one objective in one window; throws when it was not measured there. */
export function indicationOf(
  wanted: Objective,
  window: string,
  input: RecordInput,
  customs: CustomIndicators = {},
): Indication {
  const { indicators } = measure(buildRecord({ ...input, expect: [wanted] }), customs)
  const found = indicators.find((indication) => indication.window === window)
  if (!found) throw new Error(`nothing was measured in ${window}`)
  return found
}
