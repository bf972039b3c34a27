/** What a run journals of the thresholds of the user's own k6 script. */

/** As k6 has it: `http_req_duration`, `p(95)<500`. */
export interface ThresholdAsked {
  metric: string
  threshold: string
}

/** Over all of the load, the warm-up too. */
export interface ThresholdFound extends ThresholdAsked {
  ok: boolean
  /** Null: it has none. */
  value: number | null
  unit: 'ms' | 'ratio' | 'number'
  /** Null: it rests on none. */
  samples: number | null
}
