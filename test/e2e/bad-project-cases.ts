/** What can be wrong with a project: its configuration, its drills, its k6 script, what it needs of the machine. */
import type { Case } from './bad-input-cases.ts'
import { composeConfig, config, drill } from './small-app.ts'

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
    what: 'a configuration that throws when nobody looks',
    args: ['list'],
    files: { 'firedrill.config.ts': `${config()}setTimeout(() => { throw new Error('too late') })\n` },
    code: 'internal',
    says: [/too late/, /--debug/],
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
  {
    what: 'a Compose app whose edge has no port',
    files: { 'firedrill.config.ts': composeConfig('', "{ service: 'edge' }") },
    code: 'config-invalid',
    says: [/target\.edge\.port/],
  },
  {
    what: 'a Compose app with an instance that is its edge, and a database that is an instance',
    files: {
      'firedrill.config.ts': composeConfig(
        "services: { 'web-1': { port: 1 } },",
        "{ service: 'web-2', port: 80 }",
      ),
    },
    code: 'config-invalid',
    says: [/target\.edge\.service: web-2 is an instance/, /target\.services\.web-1: web-1 is an instance/],
  },
  {
    what: 'no container engine for a Compose app, and no Compose file',
    files: { 'firedrill.config.ts': composeConfig("files: ['ops/compose.yml'],") },
    env: { DOCKER_HOST: 'unix:///nonexistent' },
    code: 'engine-unreachable',
    says: [
      /unix:\/\/\/nonexistent/,
      /there is no such socket/,
      /DOCKER_HOST/,
      /target\.files\[0\]: there is no Compose file/,
    ],
  },
]
