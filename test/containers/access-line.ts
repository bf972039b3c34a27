/** One line of the edge's access log. */
export interface AccessLine {
  /** ms since 1970. This, method, path and instance are null for what was no request. */
  time: number | null
  durationMs: number
  method: string | null
  path: string | null
  status: number
  /** `<NOSRV>`: it was sent to none. */
  instance: string | null
  /** How many further tries; with a `+` before it where the last went to another instance. */
  retries: string
  /** HAProxy's two letters for how it ended; `--`: well. */
  ended: string
}

/** Throws for a line that is no JSON object, for the log may hold nothing else. */
export function accessLines(stdout: readonly string[]): AccessLine[] {
  return stdout.map((line) => {
    try {
      return JSON.parse(line) as AccessLine
    } catch (cause) {
      throw new Error(`not a line of the access log: ${line}`, { cause })
    }
  })
}
