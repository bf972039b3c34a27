/** Where the process table is read from: the one thing about processes that differs between Linux and macOS. */
import type { ProcessIdentity } from '../host.ts'

export const MARK_VARIABLE = 'FIREDRILL_RUN'

export interface ProcessRow extends ProcessIdentity {
  ppid: number
  /** Linux: the session's id. macOS: the process group's, as `ps` there does not tell sessions. */
  session: number
  state: 'alive' | 'stopped' | 'zombie'
  /** User and system time so far, with that of descendants already waited for. */
  cpuMs: number
  /** The value of FIREDRILL_RUN in its environment; null: none, or it may not be read. */
  mark: string | null
}

export interface ProcessSource {
  /** Every process that can be seen. */
  rows(): Promise<ProcessRow[]>
  /** One process, without its mark; null when there is none. */
  row(pid: number): Promise<ProcessRow | null>
  /** The same at once: right after a spawn, before a short-lived child can be reaped. */
  rowNow(pid: number): ProcessRow | null
}
