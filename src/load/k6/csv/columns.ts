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
  /** Metric, time and value first, metadata last: as every k6 so far writes them. */
  usual: boolean
}

/** The columns that a header row names; null when it is no header of k6's. */
export function columnsOf(header: readonly string[]): Columns | null {
  const at = (name: string): number => header.indexOf(name)
  const found = {
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
  if (found.metric < 0 || found.timestamp < 0 || found.value < 0) return null
  const { metric, timestamp, value, metadata, count } = found
  return { ...found, usual: metric === 0 && timestamp === 1 && value === 2 && metadata === count - 1 }
}
