/** How well load generator, prober and harness worked; part of what measuring gives. All times are run ms. */
export interface InstrumentHealth {
  load: {
    crashed: boolean
    stalls: { startMs: number; endMs: number }[]
    latenessMaxMs: number
    latenessP99Ms: number
    /** Arrivals due but neither started nor dropped, while the app was answering. */
    missing: number
    /** `none`: the lateness is not known (no constant rate, or too few arrivals) and given as 0. */
    latenessBasis?: 'arrivals' | 'none'
    malformedRows: number
  }
  probe: {
    crashed: boolean
    stalls: { startMs: number; endMs: number }[]
    latenessMaxMs: number
    missed: number
    /** Lines of the prober that could not be read. Left out: none. */
    malformedLines?: number
  }
  harness: { loopDelayMaxMs: number }
  /** Over what is judged; null: the system told nothing. */
  machine?: {
    /** The most of the cores' time that the hypervisor took over some second; ratio 0…1. */
    stolenMax: number
    /** The share of the time in which something waited for a core; null: not told. */
    waiting: number | null
    /** The most that could run at once; null: not told. */
    runnableMax: number | null
  } | null
  /** The step happened between the clock's reading before and the one at `atMs`. */
  clockSteps: { atMs: number; stepMs: number }[]
}
