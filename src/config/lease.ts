import type { Duration } from '../units.ts'

/** Of the keeper beside an engine on another machine, which takes back what a run did there when it is cut off: docs/lease.md. */
export interface LeaseOptions {
  /** So long nothing is heard of the run; default 30 s, from 5 s to 10 m. */
  length?: Duration
  /** With Node 20 or newer. Default: `node:24-bookworm-slim`, or the app's own where it has Node. */
  image?: string
  /** Of the engine, on its own machine; default `/var/run/docker.sock`. */
  socket?: string
  /** Also where the engine's address is of this machine: at the end of a tunnel it is another one. */
  always?: boolean
}
