import { z } from 'zod'
import { durationMs, ratio } from '../../units.ts'
import type { Place } from '../model.ts'
import type { Bound, Filter, Indicator } from '../objective.ts'
import { mistake } from '../place.ts'
import type { Guard } from './guard.ts'
import { type WrittenGuard, writtenGuard } from './written.ts'

const LEAST_REQUESTS = 20

/** The guards of a drill's body; throws `drill-invalid` with the path of the first wrong field. */
export function guardsIn(place: Place, guards: unknown): Guard[] {
  const parsed = z.array(writtenGuard).safeParse(guards)
  if (parsed.success) return parsed.data.map((guard) => guardOf(guard, place))
  const [issue] = parsed.error.issues
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const path = [...(issue?.path ?? []), ...keys.slice(0, 1)]
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
  const what = keys.length > 0 ? 'is not a known field' : (issue?.message ?? 'is wrong')
  throw mistake(
    place,
    `guards${path}: ${what}.`,
    "Write guards such as { uptime: { below: '95%' }, over: '10s' }; docs/guards.md has them all.",
  )
}

/** What was written, with every default. `place`: where, for messages. */
export function guardOf(guard: WrittenGuard, place: Place): Guard {
  const name: { name?: string } = guard.name === undefined ? {} : { name: guard.name }
  const unseen = guard.unseen ?? 'say'
  const forMs = (otherwise: string): number => durationMs(guard.for ?? otherwise)
  if (guard.readyInstances)
    return { ...name, kind: 'ready-instances', below: guard.readyInstances.below, forMs: forMs('1s'), unseen }
  if (guard.maxDuration !== undefined)
    return { ...name, kind: 'max-duration', durationMs: durationMs(guard.maxDuration) }
  if (guard.file !== undefined) return { ...name, kind: 'file', path: guard.file, unseen }
  if (guard.url !== undefined) {
    const everyMs = durationMs(guard.every ?? '2s')
    const timeoutMs = durationMs(guard.timeout ?? '2s')
    return { ...name, kind: 'url', url: guard.url, everyMs, timeoutMs, forMs: forMs('0s'), unseen }
  }
  const objective = { ...limitOf(guard), filter: filterOf(guard), over: 'window' as const, place }
  const overMs = durationMs(guard.over ?? '10s')
  return {
    ...name,
    kind: 'measured',
    objective,
    overMs,
    forMs: forMs('0s'),
    least: guard.least ?? LEAST_REQUESTS,
    unseen,
  }
}

/** What must not be; the schema saw to it that one of them is given. */
function limitOf({ uptime, errors, p50, p95, p99 }: WrittenGuard): { indicator: Indicator; bound: Bound } {
  if (uptime)
    return {
      indicator: { kind: 'uptime', by: 'requests' },
      bound: { op: 'below', value: ratio(uptime.below) },
    }
  if (errors) return { indicator: { kind: 'errors' }, bound: { op: 'above', value: ratio(errors.above) } }
  const percentile = p50 ? 50 : p99 ? 99 : 95
  const value = durationMs((p50 ?? p95 ?? p99)?.above ?? '0s')
  return { indicator: { kind: 'latency', percentile }, bound: { op: 'above', value } }
}

function filterOf({ route, operation, scenario, group, method }: WrittenGuard): Filter {
  return {
    ...(route === undefined ? {} : { route }),
    ...(operation === undefined ? {} : { operation }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(group === undefined ? {} : { group }),
    ...(method === undefined ? {} : { method }),
  }
}
