import type { ReportInput } from '../../src/report/reporter.ts'
import type { Diagnosis } from '../../src/verdict/diagnosis/schema.ts'
import { judge } from '../../src/verdict/judge.ts'
import { steadyRequests } from '../measure/steadily.ts'
import { measured, uptime } from '../verdict/build-measurements.ts'
import { badDeploy, rolledBack, stretch, table } from '../verdict/build-releases.ts'
import { ranToEnd } from '../verdict/build-run.ts'

export const assets = { uplotJs: 'var uPlot = function () {}', uplotCss: '.uplot { color: red }' }

/** A failed run with everything in it: outage, classes of failures, releases. */
export function failedInput(): ReportInput {
  const requests = steadyRequests({ fromMs: 0, toMs: 60_000 }).map((row, k) => ({ ...row, ok: k % 50 !== 3 }))
  const release = { version: '1.2.0', digest: 'sha256:abcdef', source: 'header' }
  const instances = [{ name: 'web-1', url: '', identity: null, release, ready: true }]
  const record = ranToEnd({ requests, events: [{ atMs: 50_000, type: 'instances', instances, why: 'end' }] })
  const more = {
    indicators: [
      ...measured().indicators,
      uptime(255, 6212, { window: 'lost' }),
      uptime(1, 1500, { window: 'settled' }),
    ],
    outages: [
      { startMs: 11_002, endMs: 11_350, atMs: 11_002, open: false, window: 'lost', failedProbes: 17 },
    ],
    failures: [
      {
        fault: 'kill',
        window: 'lost',
        victim: 'web-1',
        total: 255,
        inFlight: 6,
        afterwards: 240,
        elsewhere: 9,
        basis: 'edge log' as const,
      },
    ],
  }
  const measurements = measured(more)
  const verdict = judge(record, measurements, { strict: false })
  return { record, measurements, verdict, directory: 'reports/2026-01-02', assets }
}

/** A failed run that shipped a bad release, stopped an instance, and had one that lied. */
export function shippedInput(): ReportInput {
  const input = failedInput()
  const lied = stretch(11_000, 13_200, { judged: 'false-ready', serves: false, failing: ['database'] })
  const measurements = {
    ...input.measurements,
    deploys: [badDeploy()],
    rollbacks: [rolledBack()],
    stops: [{ window: 'lost', name: 'web-2', exitCode: 0, signal: null, tookMs: 1400, killed: false }],
    states: [
      table('web-1', stretch(5000, 11_000), lied, stretch(13_200, 60_000, { ready: 503 })),
      table('web-2', stretch(5000, 60_000)),
    ],
    looks: 412,
  }
  return { ...input, measurements, verdict: judge(input.record, measurements, { strict: false }) }
}

/** Why it failed, in full. */
export function diagnosis(more: Partial<Diagnosis> = {}): Diagnosis {
  return {
    first: {
      clause: 'uptime-at-least-99.9@lost',
      atMs: 11_003,
      what: 'the first request failed: place order, answered 502 after 5 ms',
    },
    next: [{ clause: 'uptime-at-least-99.9@settled', atMs: 41_000, what: 'the first request failed' }],
    before: [
      { atMs: 10_000, what: 'phase lost began' },
      { atMs: 11_000, what: 'web-1 was killed' },
    ],
    after: [{ atMs: 12_000, what: 'web-1 was started' }],
    instances: [{ instance: 'web-1', said: 'nothing of it lived' }],
    edge: ['in the 2 s from then on it sent 90 to web-1 (90 of them went wrong)'],
    failed: {
      total: 255,
      basis: 'edge log',
      through: [
        { instance: 'web-1', failed: 250, how: '250 answered 502' },
        { instance: '', failed: 5, how: '5 answered 503' },
      ],
    },
    logs: [{ source: 'web-2', atMs: 11_400, text: 'no connection left', times: 3 }],
    causes: [
      {
        code: 'edge-no-retry',
        sure: 'likely',
        what: 'The edge does not try again.',
        evidence: ['90 requests failed', 'web-2 was ready', 'and so on'],
        tryThis: ['Let it try again.', 'Give writes a key.'],
      },
      { code: 'edge-keeps-sending', sure: 'possible', what: 'It keeps sending.', evidence: [], tryThis: [] },
    ],
    ...more,
  }
}

export function diagnosedInput(more: Partial<Diagnosis> = {}): ReportInput {
  const input = failedInput()
  return { ...input, verdict: { ...input.verdict, diagnosis: diagnosis(more) } }
}

export function passedInput(): ReportInput {
  const record = ranToEnd()
  const measurements = measured()
  return {
    record,
    measurements,
    verdict: judge(record, measurements, { strict: false }),
    directory: 'reports/x',
  }
}

export const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"\'><b>&amp;',
  ']]><failure/>',
  '\u001b[31mred\u001b[0m',
  'a\u0000b\u0007c\u009bd',
  '| a | b |\n# h\n```',
  '\ud800 alone, \ufffe',
  '\u202egnp.exe',
  '-->',
  'long '.repeat(200_000),
] as const

/** The failed run with the text in every place where others' text comes in. */
export function hostileInput(text: string): ReportInput {
  const input = shippedInput()
  const { verdict, measurements } = input
  return {
    ...input,
    directory: text,
    measurements: {
      ...measurements,
      windows: measurements.windows.map((window) => ({ ...window, name: text })),
      deploys: measurements.deploys.map((deploy) => ({
        ...deploy,
        to: text,
        switched: [{ name: text, atMs: 1 }],
      })),
      rollbacks: measurements.rollbacks.map((rollback) => ({ ...rollback, to: text })),
      faults: measurements.faults.map((fault) => ({ ...fault, victim: text })),
    },
    verdict: {
      ...verdict,
      cleanup: 'dirty',
      drill: text,
      id: text,
      summary: text,
      reason: text,
      environment: text,
      params: { [text]: text },
      versions: { [text]: text },
      target: { name: text, kind: text, why: text },
      commit: { hash: text, dirty: true },
      left: [{ what: text, evidence: text, remedy: text }],
      clauses: verdict.clauses.map((clause, k) => ({
        ...clause,
        verdict: k % 2 === 0 ? ('inconclusive' as const) : clause.verdict,
        objective: text,
        window: text,
        message: text,
        needed: text,
        evidence: [text],
      })),
      faults: verdict.faults.map((fault) => ({ ...fault, victim: text, window: text, evidence: [text] })),
      outages: verdict.outages.map((outage) => ({ ...outage, window: text })),
      releases: [{ instance: text, version: text, digest: text, ready: true }],
      deploys: verdict.deploys.map((deploy) => ({
        ...deploy,
        window: text,
        from: text,
        to: text,
        strategy: text,
        code: text,
        detail: text,
        switched: [{ instance: text, atMs: 1 }],
        trigger: { atMs: 1, restedOn: text },
        canary: { decision: text, why: text },
        loss: deploy.loss && { ...deploy.loss, kinds: [{ kind: text, failed: 38 }] },
      })),
      rollbacks: verdict.rollbacks.map((rollback) => ({
        ...rollback,
        window: text,
        to: text,
        why: text,
        unknown: text,
        totalMs: null,
        instances: [{ instance: text, readyMs: null }],
      })),
      stops: verdict.stops.map((stop) => ({
        ...stop,
        window: text,
        instance: text,
        exitCode: null,
        signal: text,
      })),
      instances: verdict.instances.map(({ stretches, ...one }) => ({
        ...one,
        instance: text,
        stretches: stretches.map((each) => ({ ...each, failing: [text], release: text })),
      })),
      instruments: { ...verdict.instruments, findings: [text] },
      diagnosis: {
        first: { clause: text, atMs: 1, what: text },
        next: [{ clause: text, atMs: 1, what: text }],
        before: [{ atMs: 1, what: text }],
        after: [{ atMs: 1, what: text }],
        instances: [{ instance: text, said: text }],
        edge: [text],
        failed: { total: 1, basis: 'edge log', through: [{ instance: text, failed: 1, how: text }] },
        logs: [{ source: text, atMs: 1, text, times: 2 }],
        causes: [{ code: text, sure: 'likely', what: text, evidence: [text], tryThis: [text] }],
      },
    },
  }
}
