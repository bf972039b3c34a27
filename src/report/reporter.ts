/** A reporter turns a run record and its verdict into one text. Pure: the command line writes what it returns. */

import type { Changes } from '../compare/changes.ts'
import type { RunRecord } from '../journal/record.ts'
import type { Measurements } from '../measure/measurements.ts'
import type { Verdict } from '../verdict/schema.ts'
import type { Excerpt } from './log-excerpt.ts'

export interface ReportInput {
  record: RunRecord
  measurements: Measurements
  verdict: Verdict
  /** The directory of the record as a person would type it: `reports/2026-…`. */
  directory: string
  /** The project's directory within its repository, where that is known: `services/shop`. */
  folder?: string
  /** What `report.html` inlines for its charts; without it the page has none and says so. */
  assets?: ReportAssets
  /** Lines of the logs around the moment that matters most; without it the logs were not read. */
  logs?: Excerpt
  /** Against the last run of this drill that passed; null: there is none. Without it nobody looked. */
  sinceGreen?: Changes | null
}

/** The text of uPlot's `dist/uPlot.iife.min.js` and `dist/uPlot.min.css`, read by the caller. */
export interface ReportAssets {
  uplotJs: string
  uplotCss: string
}

export interface Reporter {
  /** The file in the record's directory, or null for the console. */
  readonly file: string | null
  render(input: ReportInput): string
}
