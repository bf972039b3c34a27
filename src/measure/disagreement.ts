/** Where the load generator and the prober do not tell the same story; part of what measuring gives. */
export interface Disagreement {
  window: string
  what: string
  /** k6 contradicts nothing: it had no requests, where it usually has many. What the prober saw stands. */
  loadSilent?: true
}
