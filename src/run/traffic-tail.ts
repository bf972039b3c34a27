/** Reads the edge's access log as it grows, for what is decided while the drill runs. */
import type { Host } from '../host/host.ts'
import { parseTrafficLine, type TrafficLine } from '../journal/traffic-line.ts'
import type { TrafficSample } from '../rollout/rollout.ts'
import type { Traffic } from '../target/target.ts'
import { type Background, everyInterval } from './background.ts'
import type { RunClock } from './run-clock.ts'
import type { TrafficTail } from './stage.ts'

const EVERY_MS = 200
/** How far back requests are remembered, ms. */
const KEPT_MS = 60_000
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
  let kept: TrafficSample[] = []
  const read = async (): Promise<void> => {
    const piece = await host.files.readFrom(file, offset)
    if (piece.length === 0) return
    offset += piece.length
    // By bytes: a piece may end within a character.
    const bytes = Buffer.concat([cut, piece])
    const whole = bytes.lastIndexOf(LINE_END) + 1
    cut = bytes.subarray(whole)
    for (const line of bytes.toString('utf8', 0, whole).split('\n')) {
      const seen = line === '' ? null : parseTrafficLine(line, format, clock.fromWall)
      if (seen) kept.push(...samplesOf(seen))
    }
    const oldestMs = clock.fromWall(host.clock.wallMs()) - KEPT_MS
    // Half of what is kept may be too old before it is all copied.
    if ((kept[kept.length >> 1]?.startMs ?? oldestMs) < oldestMs)
      kept = kept.filter(({ startMs }) => startMs >= oldestMs)
  }
  // A log that cannot be read now is read later; what is decided without it is inconclusive.
  const loop = everyInterval(host.clock, EVERY_MS, read, () => undefined)
  return {
    since: (sinceMs) => kept.filter(({ startMs }) => startMs >= sinceMs),
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
