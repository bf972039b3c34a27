import type { Logs } from '../target.ts'
import type { Parts } from './start.ts'
import type { Surroundings } from './variables.ts'

/** One file for each process of the target, through all its starts. */
export function logsOf(_around: Surroundings, parts: Parts): Logs {
  return {
    file(name) {
      const all = [...parts.instances, ...parts.services, ...(parts.edge ? [parts.edge] : [])]
      return all.find(({ spec }) => spec.name === name)?.spec.log ?? null
    },
  }
}
