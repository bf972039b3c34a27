import { durationMs, formatMs } from '../units.ts'

const DAY_MS = 86_400_000

/** `30d`, `12h`; throws `value-invalid`. */
export function ageMs(text: string): number {
  const days = /^(\d+(?:\.\d+)?)\s*d$/.exec(text.trim())
  return days ? Number(days[1]) * DAY_MS : durationMs(text)
}

/** `41 d`, `3 h 20 min`, `20 min`. */
export function formatAge(ms: number): string {
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} d`
  if (ms < 3_600_000) return formatMs(ms)
  const minutes = Math.floor(ms / 60_000)
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}
