/** Where k6 put each column; its order follows from the system tags that are on. -1: it is not there. */
export interface Columns {
  count: number
  metric: number
  timestamp: number
  value: number
  check: number
  errorCode: number
  group: number
  method: number
  name: number
  scenario: number
  status: number
  extraTags: number
  metadata: number
}

/** The columns that a header row names; null when it is no header of k6's. */
export function columnsOf(header: readonly string[]): Columns | null {
  const at = (name: string): number => header.indexOf(name)
  const columns = {
    count: header.length,
    metric: at('metric_name'),
    timestamp: at('timestamp'),
    value: at('metric_value'),
    check: at('check'),
    errorCode: at('error_code'),
    group: at('group'),
    method: at('method'),
    name: at('name'),
    scenario: at('scenario'),
    status: at('status'),
    extraTags: at('extra_tags'),
    metadata: at('metadata'),
  }
  return columns.metric < 0 || columns.timestamp < 0 || columns.value < 0 ? null : columns
}
