/** What a chart shows; plain data, handed to the page as JSON. */
export interface PlotSpec {
  /** CSS pixels, with the axis. */
  height: number
  x: {
    /** Seconds of a run, or one place a run. */
    unit: 's' | 'run'
    /** Its values stand below. */
    shown: boolean
  }
  y: {
    unit: 'count' | 'ms' | 'ratio'
    log: boolean
    /** Lines across, such as the bounds of objectives. */
    limits: readonly number[]
  }
  series: readonly PlotSeries[]
}

export interface PlotSeries {
  label: string
  /** A variable of the style sheet, without its dashes: `p95`. */
  color: string
  /** `steps`: each value holds until the next one. */
  kind: 'line' | 'steps' | 'area' | 'points'
  /** CSS pixels. */
  width: number
  dash: readonly number[]
}

/** The width of the y axis, and what is left free at the right: other rows beside a chart keep to both. CSS pixels. */
export const GUTTER = 58
export const MARGIN = 10
