/** What is journaled of the leases that a run holds on engines of other machines. */
export type LeaseEvent =
  /** A keeper stands beside the engine. */
  | {
      type: 'lease-started'
      engine: string
      keeper: string
      image: string
      lengthMs: number
      renewEveryMs: number
    }
  /** The keeper said that it will take this back, before it was done. */
  | { type: 'lease-covers'; engine: string; what: string; tasks: string[] }
  /** Nothing more is done from here on. `deeds`: what the keeper had done by then, where it could be read. */
  | { type: 'lease-lost'; engine: string; why: string; deeds: string[] }
