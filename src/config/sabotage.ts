/** What the target pretends; `firedrill prove` runs a drill against each. */
export type Sabotage =
  | 'noop-fault'
  | 'noop-heal'
  | 'version-lies'
  | 'passes'
  | 'no-retries'
  | 'loses'
  | 'duplicates'
  | 'delays'
  | 'loses-writes'
