/** A reporter turns a run record and its verdict into one text. Pure: the command line writes what it returns. */
import type { RunRecord } from '../journal/record.ts'
import type { Measurements } from '../measure/measurements.ts'
import type { Verdict } from '../verdict/schema.ts'

export interface ReportInput {
  record: RunRecord
  measurements: Measurements
  verdict: Verdict
  /** The directory of the record as a person would type it: `reports/2026-…`. */
  directory: string
  /** What `report.html` inlines for its charts; without it the page has none and says so. */
  assets?: ReportAssets
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
