/** The workflow files of the docs, their steps run in order: drills, the gate, and what a cancelled job leaves. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { toGatePolicy } from '../../src/config/gate-policy.ts'
import { nodeHost } from '../../src/host/node.ts'
import { cachedK6, lookForK6 } from '../../src/load/k6/find.ts'
import type { TestProject } from './project.ts'
import { remainsOf, untilNothing } from './remains.ts'
import { makeScratch, root, type Scratch } from './scratch.ts'
import { config, drill, SCRIPT } from './small-app.ts'
import { eventsOf, onlyRecord, recordsIn, untilEvent, verdictOf } from './stored.ts'
import { githubWorkflow, gitlabWorkflow, runSteps, type Step, startStep, type Workflow } from './workflow.ts'

let scratch: Scratch

beforeEach(() => {
  scratch = makeScratch()
})
afterEach(() => scratch.remove())

const POLICY = `format: firedrill-gate-policy/1
target: processes
within: 1h
drills: [{ drill: calm }, { drill: calmer }]
`
/** It says which release it is. */
const SERVER = `import { createServer } from 'node:http'
createServer((request, response) => response.setHeader('x-release', '1.2.0').end('hello'))
  .listen(Number(process.env.PORT), '127.0.0.1')
`
const LONG = "phase('calm', [hold('1m')])"

/** But for its objectives, which a busy machine would miss: test/cli/commands/gate-example.test.ts holds records to them. */
const SHIPPED_POLICY = readFileSync(join(root, 'docs/examples/firedrill.gate.yaml'), 'utf8').replace(
  /^ *expect: .*$/m,
  '',
)
/** A project that has what the shipped policy asks for, in small: two releases, and drills of these names. */
const RELEASED: Readonly<Record<string, string>> = {
  'firedrill.gate.yaml': SHIPPED_POLICY,
  'firedrill.config.ts': config({
    run: 'node {release}/server.js',
    target:
      "instances: 2, edge: 'built-in', release: { path: 'releases/{version}', current: '1.2.0', next: '1.3.0' }",
  }).replace('instances: 1, ', ''),
  ...Object.fromEntries(
    ['1.2.0', '1.3.0'].map((version) => [`releases/${version}/server.js`, serverOf(version)]),
  ),
  'drills/kill-node.ts': drillOf('kill-node', "phase('calm', [hold('500ms')])"),
  'drills/graceful-stop.ts': drillOf('graceful-stop', "phase('calm', [hold('500ms')])"),
  'drills/rolling-deploy.ts': drillOf(
    'rolling-deploy',
    "phase('deploy', [deploy(next()), until(serving(next(), { all: true }), { within: '30s' }), hold('500ms')])",
  ),
}

function serverOf(version: string): string {
  return SERVER.replace('1.2.0', version)
}

function drillOf(name: string, steps: string): string {
  return `import { deploy, drill, errors, hold, load, next, phase, serving, until } from 'firedrill'
export default drill('${name}', { purpose: 'It is in the policy.' }, () => ({
  load: load('app', { rate: '20/s' }),
  steps: [${steps}],
  expect: [errors().below('90%')],
}))
`
}

/** `npm ci` puts a link to this checkout into it, as it would put the package. */
function makeApp(steps?: string, more: Readonly<Record<string, string>> = {}): TestProject {
  const cwd = join(scratch.directory, 'app')
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version as string
  const link = { resolved: 'vendor/firedrill', link: true }
  const vendored = { version, dev: true, bin: { firedrill: 'firedrill' } }
  const dependencies = { devDependencies: { firedrill: 'file:vendor/firedrill' } }
  const main = join(root, 'src/cli/main.ts')
  const files = {
    'package.json': { name: 'app', version: '1.0.0', private: true, type: 'module', ...dependencies },
    'package-lock.json': {
      name: 'app',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'app', version: '1.0.0', ...dependencies },
        'node_modules/firedrill': link,
        'vendor/firedrill': { name: 'firedrill', ...vendored },
      },
    },
    'vendor/firedrill/package.json': {
      name: 'firedrill',
      version,
      type: 'module',
      exports: './index.ts',
      bin: vendored.bin,
    },
    'vendor/firedrill/index.ts': `export * from ${JSON.stringify(join(root, 'src/index.ts'))}\n`,
    'vendor/firedrill/firedrill': `#!/bin/sh\nexec '${process.execPath}' --conditions=source '${main}' "$@"\n`,
    'server.js': SERVER,
    'load.js': SCRIPT,
    'firedrill.config.ts': config(),
    'firedrill.gate.yaml': POLICY,
    'drills/calm.ts': drill(steps),
    'drills/calmer.ts': drill(steps).replace("drill('calm'", "drill('calmer'"),
    ...more,
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    writeFileSync(join(cwd, path), text, { mode: 0o755 })
  }
  return { cwd, env: scratch.env, reports: join(cwd, 'reports') }
}

/** The workflow's own variables, but for the drills that there are here. */
function within(project: TestProject, { env }: Workflow, more: NodeJS.ProcessEnv = {}): TestProject {
  const npm = { npm_config_cache: join(scratch.directory, 'npm'), npm_config_audit: 'false' }
  return { ...project, env: { ...project.env, ...npm, CI: 'true', ...env, DRILLS: 'calm calmer', ...more } }
}

const github = () => githubWorkflow({ 'github.ref_name': 'v1.2.0' })
const named = ({ steps }: Workflow, name: string): Step => {
  const step = steps.find((each) => each.name === name)
  if (step) return step
  throw new Error(`there is no step ${name}`)
}

it('the policy beside them is one', () => {
  const text = readFileSync(join(root, 'docs/examples/firedrill.gate.yaml'), 'utf8')
  const { requirements } = toGatePolicy(parse(text), 'firedrill.gate.yaml')
  const drills = requirements.map((each) => each.drill)
  expect(drills.join(' ')).toBe(github().env.DRILLS)
  expect(drills.join(' ')).toBe(gitlabWorkflow().env.DRILLS)
  expect(readdirSync(join(root, 'drills'))).toEqual(
    expect.arrayContaining(drills.map((name) => `${name}.ts`)),
  )
})

it('the policy and the workflow beside it let through what passed them, as they stand', async () => {
  const workflow = github()
  const { DRILLS } = workflow.env
  const project = within(makeApp(undefined, RELEASED), workflow, { DRILLS })
  const ended = await runSteps(workflow.steps, project)
  const gate = ended.find(({ name }) => name === 'Gate')
  expect(gate?.code, JSON.stringify(ended, null, 2)).toBe(0)
  expect(gate?.stdout).toMatch(/✓ rolling-deploy on processes: 1 of 1 run, within 2 days\n\s+\S+: 1\.2\.0,/)
  const next = await startStep({ name: 'Gate', run: 'node_modules/.bin/firedrill gate 1.3.0' }, project).ended
  expect([next.code, next.stdout]).toEqual([1, expect.stringMatching(/^NOT ALLOWED {2}1\.3\.0/)])
  writeFileSync(join(project.cwd, 'firedrill.gate.yaml'), SHIPPED_POLICY.replace(/^ *artifact: served$/m, ''))
  const shipped = await startStep(named(workflow, 'Gate'), project).ended
  expect([shipped.code, shipped.stdout.replaceAll(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining('is taken to be of what it shipped; with `artifact: served` in the policy'),
  ])
})

describe('GitHub Actions', () => {
  it('keeps k6 where firedrill puts it', () => {
    const text = readFileSync(join(root, 'docs/examples/github-actions.yml'), 'utf8')
    const kept = /path: (~\/\.cache\S+)/.exec(text)?.[1]?.replace('~', homedir())
    expect(cachedK6({ env: {}, platform: 'linux' }).startsWith(`${kept}/`)).toBe(true)
  })

  it('drills, asks the gate, and shows both in the summary of the job', async () => {
    const workflow = github()
    const summary = join(scratch.directory, 'summary.md')
    writeFileSync(summary, '')
    const project = within(makeApp(), workflow, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary })
    const ended = await runSteps(workflow.steps, project)
    expect(
      ended.map(({ name, code }) => [name, code]),
      JSON.stringify(ended, null, 2),
    ).toEqual([
      ['Install', 0],
      ['Drill', 0],
      ['Undo what is left', 0],
      ['Gate', 0],
    ])
    expect(ended[3]?.stdout).toMatch(/^ALLOWED {2}1\.2\.0\n/)
    expect(ended[3]?.stderr).toMatch(/^::notice title=firedrill gate::/)
    const text = readFileSync(summary, 'utf8')
    expect(text).toMatch(/^# \S+ calm: pass$/m)
    expect(text).toContain('# Release gate: allowed')
    expect(workflow.others).toEqual([
      expect.stringMatching(/^actions\/checkout@v\d+$/),
      expect.stringMatching(/^actions\/setup-node@v\d+$/),
      expect.stringMatching(/^actions\/cache@v\d+$/),
      expect.stringMatching(/^actions\/upload-artifact@v\d+$/),
    ])
  })

  it('lets a release that was not drilled through in no way', async () => {
    const workflow = githubWorkflow({ 'github.ref_name': 'v1.3.0' })
    const ended = await runSteps(workflow.steps, within(makeApp(), workflow))
    expect(ended.at(-1)).toMatchObject({
      name: 'Gate',
      code: 1,
      stdout: expect.stringMatching(/^NOT ALLOWED {2}1\.3\.0/),
    })
  })

  it('a drill that is cancelled undoes everything in the time that it is given', async () => {
    const workflow = github()
    const project = within(makeApp(LONG), workflow)
    expect(await runSteps([named(workflow, 'Install')], project)).toMatchObject([{ code: 0 }])
    const running = startStep(named(workflow, 'Drill'), project)
    await untilEvent(project.reports, 'load-started', running.ended)
    running.child.kill('SIGINT')
    const late = setTimeout(() => running.child.kill('SIGTERM'), 7500)
    const { code, stderr } = await running.ended
    clearTimeout(late)
    expect(code, stderr).toBe(130)
    const record = onlyRecord(project.reports)
    expect(eventsOf(record, 'signal')[0]).toMatchObject({ signal: 'SIGINT' })
    expect(verdictOf(record)).toMatchObject({ run: 'interrupted', cleanup: 'clean' })
    expect(await remainsOf(record, scratch)).toEqual([])
  })

  it('one that is killed all the same is undone by what is always run', async () => {
    const workflow = github()
    const project = within(makeApp(LONG), workflow)
    await runSteps([named(workflow, 'Install')], project)
    const running = startStep(named(workflow, 'Drill'), project)
    await untilEvent(project.reports, 'load-started', running.ended)
    running.child.kill('SIGKILL')
    await running.ended
    const after = await runSteps([named(workflow, 'Undo what is left')], project)
    expect(after, JSON.stringify(after)).toMatchObject([{ code: expect.toBeOneOf([0, 75]) }])
    const [record = ''] = recordsIn(project.reports)
    expect(await untilNothing(() => remainsOf(record, scratch), 20_000)).toEqual([])
  })
})

describe('GitLab CI', () => {
  it('drills, asks the gate, and keeps what it needs for both', async () => {
    const workflow = gitlabWorkflow()
    const app = makeApp()
    const k6 = await lookForK6(nodeHost())
    if (k6 === null) throw new Error('there is no k6')
    mkdirSync(join(app.cwd, '.cache/k6'), { recursive: true })
    // As the cache of an earlier job has it: nothing is fetched.
    symlinkSync(k6.path, join(app.cwd, '.cache/k6/k6'))
    const K6_PATH = (workflow.env.K6_PATH ?? '').replace('$CI_PROJECT_DIR', app.cwd)
    const ended = await runSteps(workflow.steps, within(app, workflow, { CI_COMMIT_TAG: 'v1.2.0', K6_PATH }))
    expect(
      ended.map(({ name, code }) => [name, code]),
      JSON.stringify(ended, null, 2),
    ).toEqual([
      ['drill', 0],
      ['after drill', 0],
      ['gate', 0],
    ])
    expect(ended[2]?.stdout).toContain('ALLOWED  1.2.0')
    expect(workflow.others).toEqual(
      expect.arrayContaining(['cache', 'artifacts', 'after_script', 'resource_group']),
    )
    expect(recordsIn(app.reports).every((record) => readdirSync(record).includes('junit.xml'))).toBe(true)
  })
})
