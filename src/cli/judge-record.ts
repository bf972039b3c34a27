/** From a stored record to a verdict and its renderings: the same path for a live run and for `firedrill judge`. */
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Host } from '../host/host.ts'
import { type LogLine, readLogs } from '../journal/logs.ts'
import { readRecord } from '../journal/read-record.ts'
import type { CustomIndicators } from '../measure/custom.ts'
import { measure } from '../measure/measure.ts'
import { AROUND_FOCUS_MS, focusOf } from '../report/focus.ts'
import { type Excerpt, excerptOf } from '../report/log-excerpt.ts'
import { reporters } from '../report/map.ts'
import type { ReportAssets, ReportInput } from '../report/reporter.ts'
import { AROUND_MS } from '../verdict/diagnosis/around.ts'
import { momentsOf } from '../verdict/diagnosis/breaches.ts'
import { diagnose } from '../verdict/diagnosis/diagnose.ts'
import type { Breach } from '../verdict/diagnosis/scene.ts'
import { judgeWithBreaches } from '../verdict/judge.ts'
import type { Verdict } from '../verdict/schema.ts'
import { sinceLastGreen } from './last-green.ts'
import { shownPath } from './shown-path.ts'

export interface JudgeRecordOptions {
  indicators: CustomIndicators
  /** Null: as the run was. */
  strict: boolean | null
}

/** Reads, measures and judges; writes nothing. */
export async function judgeRecord(
  host: Host,
  directory: string,
  { indicators, strict }: JudgeRecordOptions,
): Promise<ReportInput> {
  const record = await readRecord(host.files, directory)
  const measurements = measure(record, indicators)
  const judged = judgeWithBreaches(record, measurements, { strict: strict ?? record.header.strict })
  const verdict = await diagnosed(host, directory, { record, measurements, ...judged })
  return { record, measurements, verdict, directory: shownPath(directory) }
}

/** Logs are read around the few moments that matter, which are known only now: a log may be longer than memory. */
async function diagnosed(
  { files }: Host,
  directory: string,
  {
    record,
    measurements,
    verdict,
    breaches,
  }: Pick<ReportInput, 'record' | 'measurements' | 'verdict'> & { breaches: readonly Breach[] },
): Promise<Verdict> {
  const logs: LogLine[] = []
  for (const atMs of momentsOf(breaches))
    logs.push(
      ...(await readLogs(files, directory, record, { fromMs: atMs - AROUND_MS, toMs: atMs + AROUND_MS })),
    )
  const diagnosis = diagnose({ record, measurements, breaches, logs })
  return diagnosis === null ? verdict : { ...verdict, diagnosis }
}

/** `verdict.json` first: an exit code of 1 is given only once it is there. `summary`: in that of the CI system as well. */
export async function writeReports(
  host: Host,
  directory: string,
  input: ReportInput,
  { summary = true }: { summary?: boolean } = {},
): Promise<void> {
  const whole = {
    ...input,
    assets: await chartAssets(host),
    logs: await logsAround(host, directory, input),
    sinceGreen: await sinceLastGreen(host.files, directory, input.record),
  }
  const { json, ...others } = reporters
  for (const { file, render } of [json, ...Object.values(others)]) {
    if (file !== null) await host.files.writeAtomic(join(directory, file), render(whole))
  }
  if (summary) await addToSummary(host, reporters['github-summary'].render(whole))
}

/** `reports/latest`. */
export async function pointLatest(host: Host, directory: string): Promise<void> {
  await host.files.link(basename(directory), join(dirname(directory), 'latest'))
}

/** Markdown for the page that a CI system shows of its job, where there is one. */
export async function addToSummary(host: Host, text: string): Promise<void> {
  const path = host.env.GITHUB_STEP_SUMMARY
  if (!path) return
  const file = await host.files.openAppend(path)
  await file.append(text)
  await file.close()
}

/** Only for reports: a comparison of runs reads no more of their logs than their diagnosis takes. */
async function logsAround(
  { files }: Host,
  directory: string,
  { record, measurements, verdict }: ReportInput,
): Promise<Excerpt> {
  const { atMs } = focusOf(verdict, measurements)
  const around = { fromMs: atMs - AROUND_FOCUS_MS, toMs: atMs + AROUND_FOCUS_MS }
  return excerptOf(await readLogs(files, directory, record, around), atMs)
}

async function chartAssets({ files }: Host): Promise<ReportAssets> {
  const require = createRequire(import.meta.url)
  const at = (path: string): string => require.resolve(`uplot/dist/${path}`)
  return {
    uplotJs: await files.read(at('uPlot.iife.min.js')),
    uplotCss: await files.read(at('uPlot.min.css')),
  }
}
