/** What can be wrong with the input, and what has to be said of it. */
import type { ErrorCode } from '../../src/errors.ts'
import { buildRecord } from '../measure/build-record.ts'
import { config, SMALL_APP } from './small-app.ts'

export interface Case {
  what: string
  args?: string[]
  files?: Record<string, string>
  /** Files of the small app that are not there. */
  without?: string[]
  env?: NodeJS.ProcessEnv
  code: ErrorCode
  /** What the message and its hint must hold. */
  says: RegExp[]
  /** How many run records it leaves: none when it is refused before anything is started. */
  records?: number
}

export const RUN = ['run', 'calm']
const GARBAGE = '{"seq":0,"atMs":0,"type":"run-started","format":'
const NEWER = `${GARBAGE}99,"firedrill":"9.0.0"}\n`
const STARTED = `${JSON.stringify(buildRecord({ phases: [] }).events[0])}\n`

export const commandLine: Case[] = [
  { what: 'a wrong option', args: ['run', 'calm', '--sed', '3'], code: 'usage', says: [/--sed/, /--seed/] },
  { what: 'an unknown command', args: ['rnu'], code: 'usage', says: [/rnu/, /\brun\b/] },
  { what: 'no drill', args: ['run'], code: 'usage', says: [/drill/, /--help/] },
  {
    what: 'an unknown drill',
    args: ['run', 'clam'],
    code: 'drill-not-found',
    says: [/"clam"/, /mean "calm"/],
  },
  { what: 'a bad --seed', args: [...RUN, '--seed', 'x'], code: 'usage', says: [/seed/i, /whole number/] },
  { what: '--set without a value', args: [...RUN, '--set', 'rest'], code: 'usage', says: [/--set rest/] },
  {
    what: '--set of an unknown parameter',
    args: [...RUN, '--set', 'rets=2s'],
    code: 'param-invalid',
    says: [/rets/, /rest/],
  },
  {
    what: '--set of a bad value',
    args: [...RUN, '--set', 'rest=soon'],
    code: 'param-invalid',
    says: [/rest/, /soon/, /20s/],
  },
  {
    what: 'an unknown --env',
    args: [...RUN, '--env', 'stagin'],
    files: { 'firedrill.config.ts': config({ fields: 'environments: { staging: {} },' }) },
    code: 'target-unknown',
    says: [/"stagin"/, /mean "staging"/],
  },
  {
    what: 'an unknown --target',
    args: [...RUN, '--target', 'proceses'],
    code: 'target-unknown',
    says: [/"proceses"/, /mean "processes"/],
  },
]

export const starting: Case[] = [
  {
    what: 'an app that never gets ready',
    files: {
      'server.js': `console.log('waiting for the tide')\n${SMALL_APP['server.js']}`.replace(
        "response.end('hello')",
        "{ response.statusCode = 503; response.end('database: refused') }",
      ),
      'firedrill.config.ts': config({ target: "readyTimeout: '1s'," }),
    },
    code: 'never-ready',
    says: [/web-1 was not ready within 1 s/, /503 database: refused/, /waiting for the tide/, /readyTimeout/],
    records: 1,
  },
  {
    what: 'an app that exits at once',
    files: { 'server.js': "console.error('no database')\nprocess.exit(3)\n" },
    code: 'start-failed',
    says: [/web-1 ended before it was ready \(exit code 3\)/, /no database/, /web-1\.log/],
    records: 1,
  },
  {
    what: 'a reports directory below a file',
    args: [...RUN, '--out', 'load.js/reports'],
    code: 'reports-unwritable',
    says: [/load\.js\/reports/, /--out/],
  },
  {
    what: 'a reports directory where the system lets nobody write',
    args: [...RUN, '--out', '/proc/reports'],
    code: 'reports-unwritable',
    says: [/\/proc\/reports/, /--out/],
  },
]

export const stored: Case[] = [
  {
    what: 'judging a run that is not there',
    args: ['judge', 'r'],
    code: 'run-not-found',
    says: [/reports\/r\b/],
  },
  {
    what: 'recovering a run that is not there',
    args: ['recover', 'r'],
    code: 'run-not-found',
    says: [/\br\b/],
  },
  {
    what: 'judging garbage',
    args: ['judge', 'r'],
    files: { 'reports/r/journal.ndjson': `${GARBAGE}\n` },
    code: 'record-invalid',
    says: [/\br\b/, /start of a run/],
    records: 1,
  },
  {
    what: 'judging a record of a newer firedrill',
    args: ['judge', 'reports/r'],
    files: { 'reports/r/journal.ndjson': NEWER },
    code: 'record-invalid',
    says: [/format 99/, /firedrill 9\.0\.0 or newer/],
    records: 1,
  },
  {
    what: 'judging a record without its drill',
    args: ['judge', 'r'],
    files: { 'reports/r/journal.ndjson': STARTED },
    code: 'record-invalid',
    says: [/drill\.json/],
    records: 1,
  },
]
