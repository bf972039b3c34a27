/** How the harness and its watchdog tell each other, over one pipe, that the harness lives. */

/** How often the harness says so. */
export const BEAT_EVERY_MS = 1000
/**
 * So long nothing may be heard before the run is taken over: a harness that was stopped (SIGSTOP, Ctrl-Z) holds its
 * faults as long. Well above what a busy machine, or the judging of a large record, keeps one silent. Not counted while
 * the machine sleeps: neither process runs then.
 */
export const SILENT_FOR_MS = 15_000

export const BEAT = '.'
/** The last word: everything is undone. Whatever is heard before is a beat. */
export const RELEASED = 'released\n'
