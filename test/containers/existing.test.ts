/** A project that was up before a drill, on an engine of another machine, as it were: what a drill does to it, and leaves. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firedrill, startCli } from '../e2e/cli.ts'
import { makeProject, type TestProject } from '../e2e/project.ts'
import { makeScratch, root } from '../e2e/scratch.ts'
import { eventsOf, journalOf, onlyRecord } from '../e2e/stored.ts'
import { eventually } from '../fixtures/rig.ts'
import { output, run } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'
import { drillsFor, OPERATIONS } from './staging-app.ts'

const NODE = process.env.NODE_IMAGE ?? 'node:24-bookworm-slim'
const PROJECT = 'shop-staging'
const script = join(root, '.ci', 'second-engine')

/** It takes a network namespace of its own. */
async function lacksMore(): Promise<string | null> {
  const missing = await lacks()
  if (missing !== null) return missing
  if (process.getuid?.() !== 0) return 'a second engine takes root'
  const { code } = await run(['sh', '-c', 'command -v ip nsenter dockerd']).catch(() => ({ code: 1 }))
  return code === 0 ? null : 'a second engine takes ip, nsenter and dockerd'
}

describe.skipIf(tellSkipped(await lacksMore()))('a project that runs already, on a second engine', () => {
  const scratch = makeScratch()
  const directory = mkdtempSync(join(tmpdir(), 'second-engine-'))
  let host = ''
  let project: TestProject
  const there = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    output(argv, { env: { ...process.env, DOCKER_HOST: host, ...env }, cwd: join(scratch.directory, 'ops') })

  beforeAll(async () => {
    host = await output([script, 'start', directory, NODE])
    makeProject(scratch, 'ops', OPERATIONS)
    const lease = { socket: join(directory, 'engine.sock') }
    project = makeProject(scratch, 'drills', drillsFor(host, PROJECT, join(scratch.directory, 'ops'), lease))
    for (const version of ['1', '2']) {
      const args = ['--build-arg', `NODE_IMAGE=${NODE}`, '--build-arg', `VERSION=${version}`]
      await there(['docker', 'build', '--quiet', ...args, '--tag', `staging-app:${version}`, 'app'])
    }
    for (const [name, services] of [
      [PROJECT, []],
      ['shop-other', ['--no-deps', 'web-1']],
    ] as const) {
      const up = ['docker', 'compose', '--file', 'staging.yml', '--project-name', name, 'up', '--detach']
      await there([...up, '--wait', ...services], { TAG: '1' })
    }
  }, 240_000)

  afterAll(async () => {
    await output([script, 'stop', directory])
    scratch.remove()
  }, 60_000)

  const drill = (name: string, ...more: string[]) =>
    firedrill(
      ['run', name, '--env', 'staging', '--out', join(scratch.out, `${name}${more.length}`), ...more],
      {
        cwd: project.cwd,
        env: project.env,
      },
    )
  const record = (name: string) => onlyRecord(join(scratch.out, name))

  /** All that the engine has of containers, networks and volumes: id, and for containers how they are. */
  async function everything(): Promise<string> {
    const containers =
      '{{.Id}} {{.Name}} {{.Config.Image}} {{.State.Status}} {{with index .State "Health"}}{{.Status}}{{end}} {{.RestartCount}}'
    const ids = (await there(['docker', 'ps', '--all', '--quiet'])).split('\n')
    const seen = await there(['docker', 'inspect', '--format', containers, ...ids])
    const others = await there(['docker', 'network', 'ls', '--quiet'])
    return [seen, others, await there(['docker', 'volume', 'ls', '--quiet'])].join('\n')
  }
  const started = (container: string) =>
    there(['docker', 'inspect', '--format', '{{.State.StartedAt}}', container])

  it('is not touched without its name', async () => {
    const before = await everything()
    const times = await started(`${PROJECT}-web-1-1`)
    for (const more of [[], ['--confirm', 'shop-stagin'], ['--confirm', 'shop-other']]) {
      const { code, stderr } = await drill('lost', ...more)
      expect({ code, stderr }).toEqual({ code: 77, stderr: expect.stringContaining('not-confirmed') })
      expect(stderr).toContain('shop-staging-web-1-1  staging-app:1  running, healthy')
    }
    expect(await everything()).toBe(before)
    expect(await started(`${PROJECT}-web-1-1`)).toBe(times)
  })

  it('has the same container back that was killed, and nothing else was touched', async () => {
    const [before, other] = [await everything(), await started('shop-other-web-1-1')]
    const killed = await started(`${PROJECT}-web-1-1`)
    const { stdout, stderr } = await drill('lost', '--confirm', PROJECT)
    expect(`${stdout}${stderr}`).toContain('clean-up clean')
    const events = journalOf(record('lost2'))
    expect(events).toContainEqual(expect.objectContaining({ type: 'fault-landed', seen: true }))
    const evidence = `the container ${PROJECT}-web-1-1 is running, healthy`
    expect(events).toContainEqual(expect.objectContaining({ type: 'undone', outcome: 'undone', evidence }))
    // The other machine's clock, at the start and at the end.
    const clocks = eventsOf(record('lost2'), 'engine-clock')
    expect(clocks.map(({ source }) => source)).toEqual([host, host])
    const texts = eventsOf(record('lost2'), 'progress').map(({ text }) => text)
    expect(texts.filter((text) => /not heard|the log of/.test(text))).toEqual([])
    expect(await started(`${PROJECT}-web-1-1`)).not.toBe(killed)
    expect(await everything()).toBe(before)
    expect(await started('shop-other-web-1-1')).toBe(other)
  })

  it('is hit where it cannot be asked, which the evidence says', async () => {
    const before = await everything()
    const { stdout } = await drill('hung', '--confirm', PROJECT)
    expect(stdout).toContain('everything of web-2 is stopped; web-2 has no')
    expect(stdout).toContain('clean-up clean')
    expect(await everything()).toBe(before)
  })

  it('is deployed by the command of its team, and rolled back by it at the end', async () => {
    const other = await started('shop-other-web-1-1')
    const { stdout } = await drill('shipped', '--confirm', PROJECT)
    expect(stdout).toContain('deploy of 1 → 2 (command)')
    expect(stdout).toContain('clean-up clean')
    const images = await there(['docker', 'ps', '--all', '--format', '{{.Names}} {{.Image}} {{.State}}'])
    expect(images.split('\n').sort()).toEqual([
      'shop-other-web-1-1 staging-app:1 running',
      'shop-staging-edge-1 staging-app:1 running',
      'shop-staging-web-1-1 staging-app:1 running',
      'shop-staging-web-2-1 staging-app:1 running',
    ])
    expect(await started('shop-other-web-1-1')).toBe(other)
  })

  /** As `project`, with its configuration changed. */
  const changed = (name: string, change: (config: string) => string): TestProject => {
    const files = drillsFor(host, PROJECT, join(scratch.directory, 'ops'), {
      socket: join(directory, 'engine.sock'),
    })
    const config = change(files['firedrill.config.ts'] ?? '')
    return makeProject(scratch, name, { ...files, 'firedrill.config.ts': config })
  }
  const migrating = (name: string, ...ways: string[]) => {
    const commands = ways.map((way) => `${way}: '${join(scratch.directory, 'ops')}/migrate ${way}'`)
    return changed(name, (text) =>
      text.replace('deploy:', `migrations: { ${commands.join(', ')} },\n  deploy:`),
    )
  }
  const schema = () =>
    there(['docker', 'exec', `${PROJECT}-edge-1`, 'sh', '-c', 'test -e /tmp/two && echo two || echo one'])

  it('has its schema moved back at the end, and not moved where nothing moves it back', async () => {
    const args = ['run', 'moved', '--env', 'staging', '--confirm', PROJECT, '--out']
    const onward = await firedrill([...args, join(scratch.out, 'onward')], migrating('on', 'status', 'up'))
    expect({ ...onward }).toMatchObject({ code: 77, stderr: expect.stringContaining('migrations.down') })
    const back = migrating('back', 'status', 'up', 'down')
    const { stdout, stderr } = await firedrill([...args, join(scratch.out, 'back')], back)
    expect(`${stdout}${stderr}`).toContain('clean-up clean')
    const events = journalOf(record('back'))
    expect(events).toContainEqual(expect.objectContaining({ type: 'migrated', direction: 'up' }))
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'undone',
        outcome: 'undone',
        evidence: expect.stringContaining('prints what it printed before'),
      }),
    )
    expect(await schema()).toBe('one')
  })

  it('is rolled back by the watchdog on its own engine, which only the shell of the run named', async () => {
    const shell = changed('shell', (text) => text.replace(/^ *host: .*\n/m, ''))
    const out = join(scratch.out, 'held')
    const args = ['run', 'held', '--env', 'staging', '--confirm', PROJECT, '--out', out]
    const { child, ended } = startCli(args, { ...shell, env: { ...shell.env, DOCKER_HOST: host } })
    const serving = async () => {
      const names = [`${PROJECT}-web-1-1`, `${PROJECT}-web-2-1`]
      const format = ['--format', '{{.Config.Image}} {{with .State.Health}}{{.Status}}{{end}}']
      // One is gone while another takes its place.
      return (await there(['docker', 'inspect', ...format, ...names]).catch(() => '')).split('\n')
    }
    const each = async (text: string) => (await serving()).every((said) => said === text)
    await eventually('2 serves', () => each('staging-app:2 healthy'), 90_000)
    child.kill('SIGKILL')
    await ended
    await eventually('1 serves', () => each('staging-app:1 healthy'), 60_000)
    const last = () => journalOf(record('held')).at(-1)
    await eventually('it says so', async () => last()?.type === 'cleanup-ended', 30_000)
    expect(last()).toMatchObject({ cleanup: 'clean', by: 'watchdog' })
  })

  it('is let go by the watchdog when the harness is killed while it is frozen', async () => {
    const before = await everything()
    const out = join(scratch.out, 'asleep')
    const args = ['run', 'asleep', '--env', 'staging', '--confirm', PROJECT, '--out', out]
    const { child, ended } = startCli(args, { cwd: project.cwd, env: project.env })
    const state = () => there(['docker', 'inspect', '--format', '{{.State.Status}}', `${PROJECT}-web-1-1`])
    await eventually('it is frozen', async () => (await state()) === 'paused', 60_000)
    child.kill('SIGKILL')
    await ended
    await eventually('it runs on', async () => (await state()) === 'running', 30_000)
    // Meanwhile what is listed may be gone before it is looked at.
    const now = () => everything().catch(() => 'not to be seen')
    await eventually('all is as it was', async () => (await now()) === before, 30_000)
    await saysClean(out)
  })

  it('is started again when the harness is killed while an instance drains', async () => {
    const up = ['docker', 'compose', '--file', 'staging.yml', '--project-name', PROJECT, 'up', '--detach']
    await there([...up, '--wait', 'web-1'], { TAG: '1', DRAIN_MS: '5000' })
    const web = `${PROJECT}-web-1-1`
    const [before, startedAt] = [await everything(), await started(web)]
    const out = join(scratch.out, 'stopped')
    const args = ['run', 'stopped', '--env', 'staging', '--confirm', PROJECT, '--out', out]
    const { child, ended } = startCli(args, { cwd: project.cwd, env: project.env })
    const stopsWeb = async () => eventsOf(onlyRecord(out), 'intent').some(({ what }) => what === 'stop web-1')
    await eventually('it is asked to end', () => stopsWeb().catch(() => false), 60_000)
    await new Promise((resolve) => setTimeout(resolve, 500))
    child.kill('SIGKILL')
    await ended
    expect(await started(web)).toBe(startedAt)
    await saysClean(out)
    // Not the one that was told to end, which would be down by the end of its grace.
    expect(await started(web)).not.toBe(startedAt)
    expect(await everything()).toBe(before)
    const evidence = `the container ${web} is running, healthy`
    const undone = expect.objectContaining({ outcome: 'undone', evidence })
    expect(eventsOf(onlyRecord(out), 'undone')).toContainEqual(undone)
  })

  async function saysClean(out: string): Promise<void> {
    const journal = () => readFileSync(join(onlyRecord(out), 'journal.ndjson'), 'utf8')
    await eventually('it says that it is clean', async () => journal().includes('"cleanup":"clean"'), 40_000)
  }
})
