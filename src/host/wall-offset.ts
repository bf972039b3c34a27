/**
 * Wall clock minus monotonic clock, to about 0.05 ms, following steps of the system's clock.
 *
 * Node tells the wall time in whole milliseconds only, and `performance.timeOrigin + performance.now()` never
 * follows a step. But a reading `w` at monotonic `m` says that the offset lies in [w − m, w + 1 − m), and readings
 * just before and after the moment at which `w` changes leave microseconds of room. Each reading narrows the room;
 * with time it widens again by the rate at which clocks are slewed; a reading that contradicts it means that the
 * clock was stepped, and the offset is measured anew.
 */
interface Room {
  lowMs: number
  highMs: number
  atMs: number
}

/** The fastest that Linux and macOS slew a clock: 500 ppm. */
const SLEW_PER_MS = 0.0005
const WANTED_MS = 0.1
/** Upper bound of one measurement, should the wall clock stand still. */
const MAX_SPIN_MS = 5

export function createWallOffset(monoMs: () => number, wholeWallMs: () => number): () => number {
  let room: Room | null = null

  const read = (): Room => {
    const before = monoMs()
    const wall = wholeWallMs()
    const after = monoMs()
    return { lowMs: wall - after, highMs: wall + 1 - before, atMs: after }
  }

  return () => {
    const first = read()
    room = room === null ? first : (narrowed(room, first) ?? first)
    const untilMs = first.atMs + MAX_SPIN_MS
    while (room.highMs - room.lowMs > WANTED_MS && room.atMs < untilMs) {
      const next = read()
      room = narrowed(room, next) ?? next
    }
    return (room.lowMs + room.highMs) / 2
  }
}

/** What both allow; null when they contradict each other. */
function narrowed(old: Room, next: Room): Room | null {
  const slewMs = Math.max(0, next.atMs - old.atMs) * SLEW_PER_MS
  const lowMs = Math.max(old.lowMs - slewMs, next.lowMs)
  const highMs = Math.min(old.highMs + slewMs, next.highMs)
  return lowMs < highMs ? { lowMs, highMs, atMs: next.atMs } : null
}
