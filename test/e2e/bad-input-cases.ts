/** What can be wrong with the input, and what has to be said of it. */
import type { ErrorCode } from '../../src/errors.ts'
import { config, drill, SMALL_APP } from './small-app.ts'

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

export const projects: Case[] = [
  {
    what: 'no configuration',
    without: ['firedrill.config.ts'],
    code: 'config-not-found',
    says: [/firedrill\.config\.ts/, /defineConfig/],
  },
  {
    what: 'a configuration with a field of a wrong type',
    files: { 'firedrill.config.ts': config({ fields: 'warmUp: 5,' }) },
    code: 'config-invalid',
    says: [/warmUp: expected a duration/, /got 5/, /firedrill\.config\.ts/],
  },
  {
    what: 'a configuration with an unknown field',
    files: { 'firedrill.config.ts': config({ fields: "reprots: 'x'," }) },
    code: 'config-invalid',
    says: [/reprots/, /mean "reports"/],
  },
  {
    what: 'a target with a field of a wrong type',
    files: { 'firedrill.config.ts': config({ target: "stopTimeout: 'soon', readyTimeout: 3," }) },
    code: 'config-invalid',
    says: [/target\.(options\.)?stopTimeout: .*expected a duration/, /readyTimeout/],
  },
  {
    what: 'a target with instances that are no number',
    files: { 'firedrill.config.ts': config({ target: "instances: 'two'," }) },
    code: 'config-invalid',
    says: [/target\.(options\.)?instances: .*expected.*number.*(two|string)/],
  },
  {
    what: 'a configuration that throws',
    files: { 'firedrill.config.ts': "throw new Error('no luck')\n" },
    code: 'config-throws',
    says: [/firedrill\.config\.ts:1/, /no luck/],
  },
  {
    what: 'a configuration that does not parse',
    files: { 'firedrill.config.ts': 'export default {\n  loads: {,\n}\n' },
    code: 'config-throws',
    says: [/firedrill\.config\.ts/, /syntax/i],
  },
  {
    what: 'a variable of the environment that is not set',
    files: {
      'firedrill.config.ts': config({ target: "services: { db: { external: env('SHOP_DATABASE') } }," }),
    },
    code: 'config-invalid',
    says: [/services\.db\.external/, /SHOP_DATABASE is not set/, /Set SHOP_DATABASE/],
  },
  {
    what: 'no target where CI is set',
    files: {
      'firedrill.config.ts': config()
        .replace('target: processes', 'targets: { app: processes')
        .replace('}),\n', '}) },\n'),
    },
    env: { CI: 'true' },
    code: 'target-unnamed',
    says: [/--target/],
  },
  {
    what: 'a drill file that throws',
    files: { 'drills/calm.ts': "const x = 1\nthrow new Error('boom')\n" },
    code: 'drill-throws',
    says: [/drills\/calm\.ts:2/, /boom/],
  },
  {
    what: 'a drill whose body throws',
    files: { 'drills/calm.ts': drill("(() => { throw new Error('boom') })()") },
    code: 'drill-throws',
    says: [/drills\/calm\.ts:\d/, /boom/],
  },
  {
    what: 'a drill with a phase twice',
    files: { 'drills/calm.ts': drill("phase('a', [hold('1s')]), phase('a', [hold('1s')])") },
    code: 'drill-invalid',
    says: [/drills\/calm\.ts:\d/, /"a"/],
  },
  {
    what: 'a load that the configuration does not have',
    files: { 'drills/calm.ts': drill().replace("load('app'", "load('shop'") },
    code: 'load-unknown',
    says: [/"shop"/, /app/],
  },
  {
    what: 'a k6 script that does not compile',
    files: { 'load.js': "import http from 'k6/http'\nexport default function ( {\n" },
    code: 'load-script-invalid',
    says: [/load\.js/, /:?2/],
  },
  {
    what: 'a k6 script that is not there',
    without: ['load.js'],
    code: 'load-script-invalid',
    says: [/load\.js/],
  },
  {
    what: 'a K6_PATH that names something else',
    env: { K6_PATH: '/bin/true' },
    code: 'k6-unusable',
    says: [/\/bin\/true/, /K6_PATH/],
  },
  {
    what: 'a K6_PATH that names nothing',
    env: { K6_PATH: '/nowhere/k6' },
    code: 'k6-unusable',
    says: [/\/nowhere\/k6/, /K6_PATH/],
  },
  {
    what: 'a program that is not installed',
    files: { 'firedrill.config.ts': config({ run: 'no-such-program {port}' }) },
    code: 'tool-missing',
    says: [/no-such-program/],
  },
  {
    what: 'two instances and nobody before them',
    files: { 'firedrill.config.ts': config({ target: 'instances: 2,' }) },
    code: 'plan-refused',
    says: [/edge/],
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
    files: { 'reports/r/journal.ndjson': NEWER.replace('99', '1') },
    code: 'record-invalid',
    says: [/drill\.json/],
    records: 1,
  },
]
