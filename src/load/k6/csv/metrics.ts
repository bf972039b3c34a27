/** What the decoder does with the rows of k6's own metrics; every other metric is handed over as it is. */
export type RowKind =
  | 'request'
  | 'request-part'
  | 'failed'
  | 'iteration'
  | 'check'
  | 'vus'
  | 'write'
  | 'ignored'
  | 'metric'

const KINDS: ReadonlyMap<string, RowKind> = new Map([
  ['http_reqs', 'request'],
  ['http_req_duration', 'request-part'],
  ['http_req_blocked', 'request-part'],
  ['http_req_connecting', 'request-part'],
  ['http_req_sending', 'request-part'],
  ['http_req_failed', 'failed'],
  ['iteration_duration', 'iteration'],
  ['checks', 'check'],
  ['vus', 'vus'],
  // Of `firedrill/k6`: a step of a write.
  ['firedrill_writes', 'write'],
  ['vus_max', 'ignored'],
  // A part of what the others tell.
  ['http_req_tls_handshaking', 'ignored'],
  ['http_req_waiting', 'ignored'],
  ['http_req_receiving', 'ignored'],
  ['iterations', 'ignored'],
  ['group_duration', 'ignored'],
  ['data_sent', 'ignored'],
  ['data_received', 'ignored'],
])

export function kindOf(metric: string): RowKind {
  return KINDS.get(metric) ?? 'metric'
}
