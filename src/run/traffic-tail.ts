/** Reads the edge's access log as it grows, for what is decided while the drill runs. */
import type { Host } from '../host/host.ts'
import { parseTrafficLine, type TrafficLine } from '../journal/traffic-line.ts'
import type { TrafficSample, TrafficTail } from '../rollout/rollout.ts'
import type { Traffic } from '../target/target.ts'
import { type Background, everyInterval } from './background.ts'
import type { RunClock } from './run-clock.ts'

const EVERY_MS = 200
const LINE_END = 0x0a

/**
 * Until it is stopped. Lines that cannot be read are left out: they are counted when the record is read. A log that is
 * not there yet has no lines.
 */
export function openTrafficTail(
  host: Pick<Host, 'clock' | 'files'>,
  { file, format }: Traffic['source'],
  clock: Pick<RunClock, 'fromWall'>,
): TrafficTail & Background {
  let offset = 0
  let cut: Uint8Array = new Uint8Array()
  /** What each has not asked for yet. */
  const followers = new Set<{ unasked: TrafficSample[] }>()
  const read = async (): Promise<void> => {
    const piece = await host.files.readFrom(file, offset)
    if (piece.length === 0) return
    offset += piece.length
    // By bytes: a piece may end within a character.
    const bytes = Buffer.concat([cut, piece])
    const whole = bytes.lastIndexOf(LINE_END) + 1
    cut = bytes.subarray(whole)
    if (followers.size === 0) return
    for (const line of bytes.toString('utf8', 0, whole).split('\n')) {
      const seen = line === '' ? null : parseTrafficLine(line, format, clock.fromWall)
      if (seen) for (const { unasked } of followers) unasked.push(...samplesOf(seen))
    }
  }
  // A log that cannot be read now is read later; what is decided without it is inconclusive.
  const loop = everyInterval(host.clock, EVERY_MS, read, () => undefined)
  return {
    follow() {
      const follower: { unasked: TrafficSample[] } = { unasked: [] }
      followers.add(follower)
      return {
        next: () => follower.unasked.splice(0),
        end: () => void followers.delete(follower),
      }
    },
    stop: () => loop.stop(),
  }
}

/**
 * Good is what k6 takes for good by itself: a status of 200 to 399. Where the log tells each try, each is one of the
 * instance that was tried: what the edge then got elsewhere is no word for the one that broke off.
 */
function samplesOf({ startMs, durationMs, status, instance, attempts }: TrafficLine): TrafficSample[] {
  if (attempts.length === 0) return [{ startMs, durationMs, ok: isGood(status), instance }]
  return attempts.map((attempt) => ({
    startMs: startMs + attempt.startMs,
    durationMs: attempt.durationMs,
    ok: isGood(attempt.status) && !attempt.broken,
    instance: attempt.instance,
  }))
}

function isGood(status: number): boolean {
  return status >= 200 && status < 400
}
