/** A project whose team ships by its own commands, and stored runs that rehearsed that. */
import { join } from 'node:path'
import { judgeRecord, writeReports } from '../../../src/cli/judge-record.ts'
import { resolveDrill } from '../../../src/cli/plan-run.ts'
import { openProject } from '../../../src/cli/project.ts'
import { nodeHost } from '../../../src/host/node.ts'
import type { EventBody } from '../../../src/journal/events.ts'
import type { CommandLine } from '../../../src/target/target.ts'
import { API } from '../../config/project.ts'
import { storeRecord } from '../../journal/store-record.ts'
import { buildRecord, steadyProbes, steadyRequests } from '../../measure/build-record.ts'
import { ran } from '../../runbook/build-rehearsal.ts'
import { inProject, LOADS, smallProject } from '../small-project.ts'

export const TARGET = `target: processes({
  ports: [3001, 3002], run: 'node current/server.js', version: '/version',
  edge: { url: 'http://127.0.0.1:8080' },
  release: { path: 'releases/{version}', current: '1', next: '2', build: 'make release VERSION={version}' },
  deploy: { run: './ship {release}', rollback: './ship {release}' },
  migrations: { status: './migrate status', up: './migrate up {version}' },
})`
export const RUNBOOK = "runbook: { tell: ['#releases on the chat'] }"

/** `stopOn` ends the deploy. */
export function drillText(stopOn = "trigger(errors().above('1%'), { over: '3s' })"): string {
  return `import { deploy, drill, errors, hold, load, migrate, next, p95, param, phase, previous, rollback, serving, trigger, until } from ${API}
const about = { purpose: 'A release is shipped, and brought back.', params: { rate: param.rate('200/s') } }
export default drill('rehearsal', about, ({ rate }) => ({
  load: load('shop', { rate }),
  steps: [
    phase('migrated', [migrate(next()), hold('5s')]),
    phase('deploy', [deploy(next(), { stopOn: [${stopOn}] }), until(serving(next()), { within: '20s' })]),
    phase('rollback', [rollback(), until(serving(previous()), { within: '20s' })]),
  ],
  expect: [errors().below('1%'), p95().below('150ms')],
}))
`
}

export function configText(target = TARGET, more = RUNBOOK): string {
  return `import { defineConfig, env, processes } from ${API}\nexport default defineConfig({\n${LOADS},\n${more},\n${target},\n})\n`
}

export function rehearsedProject(files: Record<string, string> = {}): string {
  return smallProject({ 'firedrill.config.ts': configText(), 'drills/rehearsal.ts': drillText(), ...files })
}

type Timed = { atMs: number } & EventBody
type Phase = 'migrated' | 'deploy' | 'rollback'

const AT: Readonly<Record<Phase, number>> = { migrated: 5000, deploy: 11_000, rollback: 21_000 }
const END_MS = 36_000

function eventsIn(root: string): Timed[] {
  const line = (words: string): CommandLine => ({ argv: words.split(' '), cwd: root, env: {} })
  const release = (version: string) => ({
    version,
    digest: `sha256:${version}`,
    where: join(root, 'releases', version),
  })
  const [one, two] = [release('1'), release('2')]
  const status = (startMs: number) =>
    ran('migrate status: ./migrate status', line('./migrate status'), startMs, startMs + 30)
  const serve = (atMs: number, version: string): Timed => ({
    atMs,
    type: 'instances',
    why: 'asked',
    instances: [3001, 3002].map((port, index) => ({
      name: `web-${index + 1}`,
      url: `http://127.0.0.1:${port}`,
      identity: null,
      release: { version, digest: null, source: 'version endpoint' },
      ready: true,
    })),
  })
  const ship = `./ship ${root}/releases`
  const path = 'steps[0].steps[0]'
  return [
    { atMs: 900, type: 'release', ref: { ref: 'current' }, release: one },
    ...ran('build release 2', line('make release VERSION=2'), 1000, 2200),
    { atMs: 2300, type: 'release', ref: { ref: 'next' }, release: two },
    serve(2400, '1'),
    { atMs: 5100, type: 'step-started', path, what: 'migrate up for the next release' },
    ...status(5110),
    ...ran('migrate up: ./migrate up 2', line('./migrate up 2'), 5150, 5300),
    { atMs: 5310, type: 'migrated', window: 'migrated', release: '2', direction: 'up', moved: ['two'] },
    ...status(5320),
    { atMs: 5400, type: 'step-ended', path, outcome: 'done', detail: '' },
    { atMs: 11_100, type: 'deploy-started', window: 'deploy', from: one, to: two, strategy: 'command' },
    ...status(11_110),
    ...ran('deploy 2', line(`${ship}/2`), 11_200, 14_200),
    { atMs: 14_300, type: 'instance-switched', window: 'deploy', name: 'web-1', to: two },
    { atMs: 14_500, type: 'deploy-ended', window: 'deploy', outcome: 'deployed', code: null, detail: '' },
    serve(14_600, '2'),
    { atMs: 21_100, type: 'rollback-decided', window: 'rollback', why: 'the drill rolls back', to: one },
    { atMs: 21_110, type: 'rollback-started', window: 'rollback' },
    ...ran('roll back to 1', line(`${ship}/1`), 21_120, 23_000),
    { atMs: 23_200, type: 'rollback-acted', window: 'rollback' },
    serve(23_300, '1'),
  ]
}

export interface StoredRehearsal {
  name?: string
  /** ms before now at which it began; an hour unless given. */
  agoMs?: number
  /** Requests fail in the last phase: the run does not pass. */
  fails?: boolean
  interrupted?: boolean
  /** A guard ended it. */
  aborted?: boolean
  /** Of the target; `process` unless given. */
  kind?: string
  /** Its drill was made in a test. */
  inline?: boolean
  /** What the journal tells of the commands. */
  events?: (events: readonly Timed[]) => Timed[]
}

/** Writes the record of a rehearsal below `reports/`, judged; gives its directory. */
export async function storeRehearsal(
  directory: string,
  {
    name = 'run-1',
    agoMs = 3_600_000,
    fails = false,
    interrupted = false,
    aborted = false,
    kind = 'process',
    inline = false,
    events = (all) => [...all],
  }: StoredRehearsal = {},
): Promise<string> {
  const drill = await inProject(directory, async () => {
    const project = await openProject({ allowMissingEnv: true })
    return resolveDrill(project.find('rehearsal'), project, { set: [], seed: 7 })
  })
  const toMs = END_MS + 2000
  // One in twenty, when the rollback is long over: the prober need not meet any of them.
  const requests = steadyRequests({ fromMs: 0, toMs }).map((row, k) => ({
    ...row,
    ok: !(fails && k % 20 === 0 && row.startMs > AT.rollback + 8000),
  }))
  const record = buildRecord({
    phases: [
      { name: 'migrated', durationMs: AT.deploy - AT.migrated },
      { name: 'deploy', durationMs: AT.rollback - AT.deploy },
      { name: 'rollback', durationMs: END_MS - AT.rollback },
    ],
    requests,
    probes: steadyProbes({ fromMs: 0, toMs }),
    events: events(eventsIn(directory)),
    run: interrupted ? 'interrupted' : aborted ? 'aborted' : 'completed',
  })
  const header = {
    ...record.header,
    run: name,
    drill: 'rehearsal',
    zeroWallMs: Date.now() - agoMs,
    target: { name: 'processes', kind, why: 'the configuration' },
    root: directory,
    options: { set: [], ...(inline ? { inline } : {}) },
  }
  const host = nodeHost()
  const place = join(directory, 'reports', name)
  const [first, ...rest] = record.events
  if (first?.type !== 'run-started') throw new Error('a record begins with its run')
  await storeRecord(host.files, place, {
    ...record,
    header,
    drill,
    events: [{ ...header, seq: first.seq, atMs: first.atMs }, ...rest],
  })
  const input = await judgeRecord(host, place, { indicators: {}, strict: null })
  await writeReports(host, place, input, { summary: false })
  return place
}
