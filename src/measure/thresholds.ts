/**
 * From when on an instrument is said not to have worked as it should. All of them, with what each is for: docs/instruments.md.
 * Those under `judged` decide how much the instrument could have changed; those under `told` are only ever said.
 */
export const THRESHOLDS = {
  /** The load generator stood still: no arrival for longer than this, though more than `loadStillArrivals` were due. */
  loadStillMs: 100,
  loadStillArrivals: 10,
  /**
   * An arrival later than this, or a stall longer, made another load than was asked for. On two busy cores up to 190 ms
   * were seen in 320 runs, among them runs that passed.
   */
  loadLateMs: 250,
  /** After a stall its arrivals are made up for within this time of one another. */
  loadCatchUpMs: 50,
  /** A lag that lasts, up to this, is drift between two clocks, and no missing arrival. */
  loadDriftMs: 20,
  /** A dropped iteration is the app's when this share of the virtual users was waiting for it, longer than allowed. */
  loadBusyShare: 0.9,
  /** So many arrivals that were not made, and rows that could not be read, count one by one; beyond it all is open. */
  loadOpen: 100_000,
  /** The prober stood still when it was later than so many of its ticks. */
  probeLateTicks: 3,
  /** Two readings of wall against monotonic time that differ by more are a step. */
  clockStepMs: 5,
  /** Told: the harness's own event loop was held up for longer. */
  loopDelayMs: 200,
  /** Told: the hypervisor took this share of the cores' time over some second. */
  stolenShare: 0.1,
  /** Told: something was waiting for a core for this share of the time that is judged. */
  cpuPressureShare: 0.5,
} as const
