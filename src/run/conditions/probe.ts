import type { Evaluate } from './condition.ts'

/** The newest value of a named probe. */
export const probe: Evaluate<'probe'> = async ({ name, equals }, { stage }) => {
  const value = stage.probeValues.get(name)
  return { met: value === equals, restedOn: `${name} is ${JSON.stringify(value ?? null)}` }
}
