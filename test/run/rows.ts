import type { RecordedRequest } from '../../src/journal/rows.ts'

/** A good request of 10 ms, unless said otherwise. */
export function requestRow(row: Partial<RecordedRequest> = {}): RecordedRequest {
  return {
    startMs: 0,
    durationMs: 10,
    certain: true,
    ok: true,
    status: 200,
    error: 0,
    method: 'GET',
    operation: 'read',
    scenario: 'shop',
    group: '',
    instance: null,
    release: null,
    ...row,
  }
}
