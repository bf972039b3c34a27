import { FiredrillError } from '../../errors.ts'
import type { Labels, WantedLabels } from './engine.ts'

/** The engine's `label` filter. Without a label it would find all that the machine has, and a clean-up take it away. */
export function labelFilter(labels: WantedLabels): string[] {
  const filter = Object.entries(labels).map(([name, value]) => (value === null ? name : `${name}=${value}`))
  if (filter.length > 0) return filter
  throw new FiredrillError('internal', 'The container engine was asked without a label.', {
    hint: 'Report this: it is a defect of firedrill.',
  })
}

/** Does it carry every one of them? */
export function carries(labels: Labels, wanted: WantedLabels): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    value === null ? labels[name] !== undefined : labels[name] === value,
  )
}
