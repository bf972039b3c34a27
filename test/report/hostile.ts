/** Reports on an app that means harm: in every text that a report may show stands the same hostile one. */
import type { ReportInput } from '../../src/report/reporter.ts'
import { HOSTILE, shippedInput } from './build-input.ts'

/** What is taken for an order by a terminal, a CI system, a page of Markdown or a browser. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...HOSTILE,
  '\u001b]0;title\u0007\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\',
  '\u001b[2J\u001b[1;1H\u001b[8mhidden',
  '\u009b31m\u0090q\u009c\u0085',
  'a\r\nb\rc\n\nd\u2028e\u2029f\u000bg',
  '::error file=x::y',
  '::add-mask::failed',
  '##[command]x ##vso[task.setvariable]y ##teamcity[x]',
  '@evil/team me@evil.example #12 GH-12 evil/evil#12',
  'https://evil.example/?q=1 www.evil.example http://127.0.0.1:1/x',
  '[link](javascript:alert(1)) ![image](http://evil.example/x.png) <http://evil.example>',
  '$\\href{javascript:alert(1)}{x}$ ~~~ === --- > - + 1. a',
  '<details open><summary>x</summary>',
  '</td></tr></table><h1>passed</h1>',
  '<![CDATA[x]]> <?xml version="1.1"?> <!DOCTYPE x [<!ENTITY y "z">]> &y;',
  '\ufffe\uffff\ud800\udfff\u{1f600}\u{e0041}',
  '\u0000',
  '',
  '   ',
  '__proto__',
  'x'.repeat(200_000),
  '<'.repeat(20_000),
  '\u001b'.repeat(20_000),
]

/** Words of firedrill's own, by which renderings decide what to show. */
const OWN = new Set(
  [
    'verdict',
    'run',
    'cleanup',
    'unit',
    'strength',
    'reason',
    'kind',
    'op',
    'by',
    'basis',
    'sure',
    'judged',
  ].concat([
    'action',
    'health',
    'type',
    'startedAt',
    'lengthMs',
    'observed',
    'outcome',
    'when',
    'format',
    'indicator',
  ]),
)
const NUMBER_WORD = /^(never|-?\d+(\.\d+)?)$/

/** A copy with the text in place of every other one. Typed arrays, and what is no plain data, are as they were. */
function everywhere<T>(value: T, text: string, name = ''): T {
  if (typeof value === 'string') return (OWN.has(name) || NUMBER_WORD.test(value) ? value : text) as T
  if (Array.isArray(value)) return value.map((item) => everywhere(item, text, name)) as T
  if (typeof value !== 'object' || value === null) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, everywhere(item, text, key)])
  return Object.fromEntries(entries) as T
}

/** A failed run with everything in it, told by such an app. */
export function toldBy(text: string): ReportInput {
  const { record, measurements, verdict, ...input } = shippedInput()
  return {
    ...input,
    directory: text,
    measurements: everywhere(measurements, text),
    record: {
      ...record,
      events: everywhere(record.events, text),
      requests: { ...record.requests, operation: named(record.requests.operation, text) },
      damage: [text],
    },
    verdict: {
      ...everywhere(verdict, text),
      cleanup: 'dirty',
      left: [{ what: text, evidence: text, remedy: text }],
      params: { [text]: text },
      environment: text,
      steady: {
        before: { holds: false, findings: [text], checked: [text], overMs: 1, leftOutMs: 1 },
        after: null,
      },
      ledger: verdict.ledger && everywhere(verdict.ledger, text),
    },
  }
}

function named<C extends { values: readonly string[] }>(column: C, text: string): C {
  return { ...column, values: column.values.map((value) => (value === '' ? value : text)) }
}
