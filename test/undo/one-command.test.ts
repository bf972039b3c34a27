import { describe, expect, it } from 'vitest'
import { earlierEnded, runNoted } from '../../src/undo/one-command.ts'
import { onFake } from './on-fake.ts'

const MARK = 'r/7-undo'
const NOTE = '/tmp/undo-7'
const PROGRAMS = { short: { exit: { afterMs: 3000, code: 0 } }, endless: {}, daemon: {} }
const OPTIONS = { mark: MARK, running: NOTE, timeoutMs: 5000 }

const machine = () => onFake({ programs: PROGRAMS })
const marked = ({ host }: ReturnType<typeof machine>) => host.processes.marked(MARK)

describe('a command of an earlier undo', () => {
  it('is nothing where nothing carries the mark', async () => {
    const context = machine()
    await context.host.files.writeAtomic(NOTE, '1 gone')
    const startMs = context.host.clock.monoMs()
    expect(await earlierEnded(OPTIONS, context)).toBeNull()
    expect(context.host.clock.monoMs()).toBe(startMs)
  })

  it('is waited for, and what it started stays', async () => {
    const context = machine()
    const command = await context.start('short', MARK)
    const daemon = await context.start('daemon', MARK)
    await context.host.files.writeAtomic(NOTE, `begun\n${command.pid} ${command.startTime}\n`)
    expect(await earlierEnded(OPTIONS, context)).toBeNull()
    expect(await context.host.processes.alive(command)).toBe(false)
    expect(await marked(context)).toEqual([daemon])
    // The one that has ended is not waited for again.
    expect(await earlierEnded(OPTIONS, context)).toBeNull()
    expect(await marked(context)).toEqual([daemon])
  })

  it('is ended with all that it started once its time is over', async () => {
    const context = machine()
    const command = await context.start('endless', MARK)
    await context.start('daemon', MARK)
    await context.host.files.writeAtomic(NOTE, `begun\n${command.pid} ${command.startTime}\n`)
    const startMs = context.host.clock.monoMs()
    expect(await earlierEnded(OPTIONS, context)).toBeNull()
    expect(context.host.clock.monoMs() - startMs).toBeGreaterThanOrEqual(5000)
    expect(await marked(context)).toEqual([])
  })

  it.each([
    ['could not be noted', null],
    ['is noted by nothing', '\n'],
  ])('is ended where it %s', async (_what, note) => {
    const context = machine()
    await context.start('endless', MARK)
    if (note !== null) await context.host.files.writeAtomic(NOTE, note)
    const startMs = context.host.clock.monoMs()
    expect(await earlierEnded(OPTIONS, context)).toBeNull()
    expect(await marked(context)).toEqual([])
    expect(context.host.clock.monoMs() - startMs).toBeLessThan(1000)
    expect(await earlierEnded({ ...OPTIONS, running: null }, context)).toBeNull()
  })

  it('is waited for as well where only its beginning was noted', async () => {
    const context = machine()
    const command = await context.start('short', MARK)
    // The one before it has ended.
    await context.host.files.writeAtomic(NOTE, 'begun\n1 gone\nbegun\n')
    const startMs = context.host.clock.monoMs()
    expect(await earlierEnded(OPTIONS, context)).toBeNull()
    expect(await context.host.processes.alive(command)).toBe(false)
    expect(context.host.clock.monoMs() - startMs).toBeGreaterThanOrEqual(3000)
  })

  it('that does not end at all keeps the next one from being begun', async () => {
    const context = machine()
    const command = await context.start('endless', MARK)
    context.host.processes.signal = async () => true
    expect(await earlierEnded(OPTIONS, context)).toMatchObject({
      healed: false,
      remedy: `kill -9 ${command.pid}`,
    })
  })
})

describe('a command that is run', () => {
  it('is noted while it runs', async () => {
    const context = machine()
    const { files, processes } = context.host
    await files.writeAtomic(NOTE, 'begun\n1 gone\n')
    const running = runNoted(['short'], { cwd: '/', mark: MARK }, NOTE, context.host)
    await context.host.clock.sleep(1000)
    const [command] = await processes.marked(MARK)
    expect(await files.read(NOTE)).toBe(`begun\n1 gone\nbegun\n${command?.pid} ${command?.startTime}\n`)
    expect(await running).toMatchObject({ exitCode: 0 })
  })

  it('is run all the same where nothing can be written, and no older note stays', async () => {
    const context = machine()
    const { files } = context.host
    await files.writeAtomic(NOTE, 'of the one before')
    files.openAppend = async () => {
      throw new Error('ENOSPC')
    }
    expect(await runNoted(['short'], { cwd: '/', mark: MARK }, NOTE, context.host)).toMatchObject({
      exitCode: 0,
    })
    expect(await files.readIfThere(NOTE)).toBeNull()
    files.remove = async () => {
      throw new Error('EROFS')
    }
    expect(await runNoted(['short'], { cwd: '/' }, NOTE, context.host)).toMatchObject({ exitCode: 0 })
    expect(await runNoted(['short'], { cwd: '/' }, null, context.host)).toMatchObject({ exitCode: 0 })
  })
})
