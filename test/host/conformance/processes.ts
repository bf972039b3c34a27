import { afterEach, expect, it } from 'vitest'
import type { Child, Host, SpawnSpec } from '../../../src/host/host.ts'
import { eventually } from './eventually.ts'

/** The commands that the suite runs; a host makes them of real programs, a fake of made-up ones. */
export interface Programs {
  /** Says what it is given to read. */
  repeats: readonly string[]
  /** Runs until it is ended. */
  sleeps: readonly string[]
  /** Says `out` and `err` and ends with 3. */
  exits3: readonly string[]
  /** Says `ready`, and then takes no notice of SIGTERM. */
  ignoresTerm: readonly string[]
  /** Has one child; both run until they are ended. */
  withChild: readonly string[]
}

/** What all processes do, the real and the made-up ones. */
export function processConformance(host: Host, programs: Programs): void {
  const { processes } = host
  const run = `test-${Math.random().toString(36).slice(2)}`
  let marks = 0
  const start = (argv: readonly string[], more: Partial<SpawnSpec> = {}): Promise<Child> => {
    marks += 1
    const mark = `${run}/${marks}`
    return processes.spawn({
      argv,
      cwd: '/tmp',
      env: { PATH: host.env.PATH },
      mark,
      stdout: 'ignore',
      stderr: 'ignore',
      ...more,
    })
  }
  const latest = (): string => `${run}/${marks}`
  const none = async (mark: string): Promise<number> => {
    const left = await eventually(
      () => processes.marked(mark),
      (found) => found.length === 0,
    )
    return left.length
  }
  afterEach(async () => {
    for (const process of await processes.marked(`${run}/`)) await processes.signal(process, 'SIGKILL')
    expect(await none(`${run}/`)).toBe(0)
  })

  it('finds what it started by its mark and by the run, and by no other', async () => {
    const { identity } = await start(programs.sleeps)
    expect(await processes.marked(latest())).toEqual([identity])
    expect(await processes.marked(`${run}/`)).toEqual([identity])
    expect(await processes.marked(`${latest()}0`)).toEqual([])
    expect(await processes.marked(run)).toEqual([])
    expect(await processes.identity(identity.pid)).toEqual(identity)
    expect(await processes.alive(identity)).toBe(true)
  })

  it('tells how a process ended, and that it is gone', async () => {
    const child = await start(programs.exits3)
    expect(await child.exited).toEqual({ code: 3, signal: null })
    expect(await processes.alive(child.identity)).toBe(false)
    expect(await processes.identity(child.identity.pid)).toBeNull()
    expect(await processes.signal(child.identity, 'SIGTERM')).toBe(false)
  })

  it('tells the signal that ended it', async () => {
    const child = await start(programs.sleeps)
    expect(await processes.signal(child.identity, 'SIGTERM')).toBe(true)
    expect(await child.exited).toEqual({ code: null, signal: 'SIGTERM' })
  })

  it('does not signal another process that has the pid', async () => {
    const { identity } = await start(programs.sleeps)
    const earlier = { ...identity, startTime: `${identity.startTime}0` }
    expect(await processes.alive(earlier)).toBe(false)
    expect(await processes.signal(earlier, 'SIGKILL')).toBe(false)
    expect(await processes.alive(identity)).toBe(true)
  })

  it('stops and resumes', async () => {
    const { identity } = await start(programs.sleeps)
    const stopped = (): Promise<boolean> => processes.stopped(identity)
    expect(await stopped()).toBe(false)
    await processes.signal(identity, 'SIGSTOP')
    expect(await eventually(stopped, (is) => is)).toBe(true)
    expect(await processes.alive(identity)).toBe(true)
    await processes.signal(identity, 'SIGCONT')
    expect(await eventually(stopped, (is) => !is)).toBe(false)
  })

  it('survives a signal that it takes no notice of', async () => {
    const child = await start(programs.ignoresTerm, { stdout: 'pipe' })
    for await (const said of child.stdout ?? []) {
      expect(String(said)).toContain('ready')
      break
    }
    await processes.signal(child.identity, 'SIGTERM')
    await host.clock.sleep(50)
    expect(await processes.alive(child.identity)).toBe(true)
  })

  it('keeps the child of a killed process under the mark', async () => {
    const { identity, exited } = await start(programs.withChild)
    const both = await eventually(
      () => processes.marked(latest()),
      (found) => found.length === 2,
    )
    expect(both).toHaveLength(2)
    await processes.signal(identity, 'SIGKILL')
    await exited
    expect(await processes.marked(latest())).toEqual(both.filter(({ pid }) => pid !== identity.pid))
  })

  it('appends the output to files', async () => {
    const dir = await host.files.temporaryDir('processes-')
    const child = await start(programs.exits3, {
      stdout: { file: `${dir}/out` },
      stderr: { file: `${dir}/err` },
    })
    await child.exited
    expect(await host.files.read(`${dir}/out`)).toBe('out\n')
    expect(await host.files.read(`${dir}/err`)).toBe('err\n')
    await host.files.remove(dir)
  })

  it('says which program is missing', async () => {
    const missing = { code: 'tool-missing', message: expect.stringContaining('no-such-program') }
    await expect(start(['no-such-program'])).rejects.toMatchObject(missing)
    await expect(processes.run(['no-such-program'], { cwd: '/tmp' })).rejects.toMatchObject(missing)
  })

  it('starts a detached process without a mark', async () => {
    const dir = await host.files.temporaryDir('processes-')
    const child = await processes.spawnDetached(programs.sleeps, { PATH: host.env.PATH }, `${dir}/log`)
    expect(await processes.marked(`${run}/`)).toEqual([])
    expect(await processes.alive(child.identity)).toBe(true)
    await processes.signal(child.identity, 'SIGKILL')
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' })
    await host.files.remove(dir)
  })

  it('runs a command to its end and keeps a copy of what it says', async () => {
    const dir = await host.files.temporaryDir('processes-')
    const finished = await processes.run(programs.exits3, { cwd: '/tmp', log: `${dir}/log` })
    expect(finished).toEqual({ exitCode: 3, signal: null, stdout: 'out\n', stderr: 'err\n', timedOut: false })
    const log = await host.files.read(`${dir}/log`)
    expect([...log].sort().join('')).toBe([...'out\nerr\n'].sort().join(''))
    await host.files.remove(dir)
  })

  it('gives a command what it is to read, however much that is, and nothing without', async () => {
    const input = 'ä line\n'.repeat(50_000)
    const said = await processes.run(programs.repeats, { cwd: '/tmp', input })
    expect(said).toMatchObject({ exitCode: 0, timedOut: false })
    expect(said.stdout === input).toBe(true)
    expect((await processes.run(programs.repeats, { cwd: '/tmp' })).stdout).toBe('')
  })

  it('does not mind a command that ends without reading what it is given', async () => {
    const input = 'x'.repeat(1_000_000)
    expect(await processes.run(programs.exits3, { cwd: '/tmp', input })).toMatchObject({ exitCode: 3 })
  })

  it('ends a command that takes too long, with all that carries its mark', async () => {
    const mark = `${run}/slow`
    const finished = await processes.run(programs.withChild, { cwd: '/tmp', mark, timeoutMs: 300 })
    expect(finished).toMatchObject({ exitCode: null, timedOut: true })
  })

  it('ends a command that is cancelled, with the reason', async () => {
    const controller = new AbortController()
    const mark = `${run}/cancelled`
    const running = processes.run(programs.sleeps, { cwd: '/tmp', mark, signal: controller.signal })
    controller.abort(new Error('no longer wanted'))
    await expect(running).rejects.toThrow('no longer wanted')
    expect(await processes.marked(mark)).toEqual([])
  })

  it('counts no CPU time for a mark that nothing carries', async () => {
    expect(await processes.cpuMs(`${run}/none`)).toBe(0)
  })
}
