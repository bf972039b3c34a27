import { describe, expect, it } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import type { Finished, RunOptions } from '../../src/host/host.ts'
import { outputDigest, runCommandUndo } from '../../src/undo/run-command.ts'
import { onFake } from './on-fake.ts'

const ARGS = {
  argv: ['migrate', 'down', 'a b'],
  cwd: '/app',
  env: { MODE: 'plain' },
  envFrom: { DATABASE_URL: 'SHOP_URL' },
  inherit: ['PATH', 'NOT_SET'],
  timeoutMs: 5000,
  look: ['migrate', 'status'],
  before: outputDigest('one'),
  byHand: false,
}
const REMEDY = `cd /app && MODE=plain DATABASE_URL="$SHOP_URL" migrate down 'a b'`

/** A schema that `status` prints and `down` sets; what was run is kept. */
function setting(schema: string, ends: Partial<Record<string, Partial<Finished>>> = {}, after = 'one') {
  const context = onFake({
    programs: { sh: {}, long: { exit: { afterMs: 3000, code: 0 } } },
    env: { PATH: '/bin', SHOP_URL: 'db://secret' },
  })
  const ran: string[] = []
  const options: RunOptions[] = []
  let now = schema
  const run = async (argv: readonly string[], given: RunOptions): Promise<Finished> => {
    const which = argv[1] ?? ''
    ran.push(which)
    options.push(given)
    if (which === 'down') now = after
    const good = { exitCode: 0, signal: null, stdout: `${now}\n`, stderr: '', timedOut: false }
    return { ...good, ...ends[which] }
  }
  const host = { ...context.host, processes: { ...context.host.processes, run } }
  return { context: { ...context, host }, ran, options }
}

describe('run-command', () => {
  it('takes back what the look says is not as before, and looks again', async () => {
    const { context, ran, options } = setting('two')
    expect(await runCommandUndo(ARGS, context)).toEqual({
      healed: true,
      outcome: 'undone',
      evidence: '`migrate down a b` ended with 0; `migrate status` prints what it printed before',
      remedy: null,
    })
    expect(ran).toEqual(['status', 'down', 'status'])
    expect(options[1]).toMatchObject({
      cwd: '/app',
      env: { PATH: '/bin', MODE: 'plain', DATABASE_URL: 'db://secret' },
      timeoutMs: 5000,
    })
    expect(Object.keys(options[1]?.env ?? {})).toEqual(['PATH', 'MODE', 'DATABASE_URL'])
    expect(await runCommandUndo(ARGS, context)).toMatchObject({ outcome: 'nothing', healed: true })
    expect(ran).toEqual(['status', 'down', 'status', 'status'])
  })

  it('is neither ended by the deadline of all undos, nor beyond the reach of its mark', async () => {
    const { context, options } = setting('two')
    const late = { ...context, signal: AbortSignal.abort(new Error('15 s are over')) }
    expect(await runCommandUndo({ ...ARGS, mark: 'r/7' }, late)).toMatchObject({ outcome: 'undone' })
    expect(options).toHaveLength(3)
    for (const each of options) {
      expect(each).toMatchObject({ mark: 'r/7-undo', timeoutMs: 5000 })
      expect(each.signal).toBeUndefined()
    }
  })

  it('is not begun by a look that is older than the loss of the run: another has taken it back since', async () => {
    const { context, ran } = setting('two')
    let looks = 0
    const stillOurs = async (): Promise<void> => {
      looks += 1
      if (looks > 1) throw new FiredrillError('superseded', 'It was taken over.', { hint: '' })
    }
    const undoing = runCommandUndo(ARGS, { ...context, stillOurs })
    await expect(undoing).rejects.toMatchObject({ code: 'superseded' })
    expect(ran).toEqual(['status'])
  })

  it('rests on the exit code where nothing is looked at', async () => {
    const { look: _, before: __, ...blind } = ARGS
    const { context, ran } = setting('two')
    expect(await runCommandUndo(blind, context)).toMatchObject({
      outcome: 'undone',
      evidence: '`migrate down a b` ended with 0',
    })
    expect(ran).toEqual(['down'])
    const failing = setting('two', { down: { exitCode: 3 } })
    expect(await runCommandUndo(blind, failing.context)).toMatchObject({ healed: false, remedy: REMEDY })
  })

  it.each([
    ['back', 'nothing', [], 1],
    ['ended', 'undone', ['down'], 1],
    [null, 'undone', ['down'], 0],
  ])('when the run wrote %s: %s', async (word, outcome, steps, left) => {
    const { look: _, before: __, ...blind } = ARGS
    const { context, ran } = setting('two')
    await context.start('sh', 'r/7')
    if (word !== null) await context.host.files.writeAtomic('/tmp/progress', word)
    const args = { ...blind, mark: 'r/7', progress: '/tmp/progress' }
    expect(await runCommandUndo(args, context)).toMatchObject({ healed: true, outcome })
    expect(ran).toEqual(steps)
    // Without a word the command that is taken back may still be at work: it is ended first.
    expect(await context.host.processes.marked('r/7')).toHaveLength(left)
  })

  it.each([
    ['the command fails', { down: { exitCode: 3 } }, 'ended with 3', ['status', 'down']],
    ['it takes too long', { down: { exitCode: null, timedOut: true } }, 'took too long', ['status', 'down']],
    ['the look fails', { status: { exitCode: 1 } }, '`migrate status` ended with 1', ['status']],
  ])('has failed, with what to type, when %s', async (_what, ends, says, steps) => {
    const { context, ran } = setting('two', ends)
    const outcome = await runCommandUndo(ARGS, context)
    expect(outcome).toMatchObject({ healed: false, outcome: 'failed', remedy: REMEDY })
    expect(outcome.evidence).toContain(says)
    expect(ran).toEqual(steps)
  })

  it('has failed when the look does not come back to what it was', async () => {
    const { context } = setting('two', {}, 'three')
    expect(await runCommandUndo(ARGS, context)).toMatchObject({
      healed: false,
      evidence: expect.stringContaining('does not print what it printed before'),
      remedy: REMEDY,
    })
  })

  it('gives what the run gave by value, below what stands in its own environment', async () => {
    const { context, options } = setting('two')
    const base = { LANG: 'C', MODE: 'loud', PATH: '/opt/bin' }
    await runCommandUndo({ ...ARGS, base }, context)
    expect(options[0]?.env).toEqual({
      PATH: '/opt/bin',
      LANG: 'C',
      MODE: 'plain',
      DATABASE_URL: 'db://secret',
    })
  })

  it('waits for a command of an earlier undo that outlived who ran it, and looks only then', async () => {
    const { context, ran } = setting('two')
    const { host } = context
    const before = await context.start('long', 'r/7-undo')
    await host.files.writeAtomic('/tmp/undo-7', `${before.pid} ${before.startTime}`)
    const seen: boolean[] = []
    const { run } = host.processes
    host.processes.run = async (argv, given) => {
      seen.push(await host.processes.alive(before))
      return run(argv, given)
    }
    const args = { ...ARGS, mark: 'r/7', running: '/tmp/undo-7' }
    expect(await runCommandUndo(args, context)).toMatchObject({ healed: true })
    expect(ran[0]).toBe('status')
    expect(seen).toEqual([false, false, false])
  })

  it('runs nothing where a secret is not at hand, or a person has to do it', async () => {
    const { context, ran } = setting('two')
    const elsewhere = { ...context, host: { ...context.host, env: { PATH: '/bin' } } }
    expect(await runCommandUndo(ARGS, elsewhere)).toMatchObject({
      healed: false,
      evidence: 'SHOP_URL is not set here, and no journal holds it',
      remedy: REMEDY,
    })
    expect(await runCommandUndo({ ...ARGS, byHand: true }, context)).toMatchObject({
      healed: false,
      remedy: REMEDY,
    })
    expect(ran).toEqual([])
  })

  it('refuses arguments that are not what they should be', async () => {
    const { context } = setting('two')
    for (const wrong of [
      { argv: 'x' },
      { look: [1] },
      { env: ['a'] },
      { envFrom: { A: 1 } },
      { base: { A: 1 } },
      { running: 1 },
      { byHand: 'no' },
    ])
      await expect(runCommandUndo({ ...ARGS, ...wrong }, context)).rejects.toMatchObject({
        code: 'record-invalid',
      })
  })
})

it('begins nothing more once nobody waits for it', async () => {
  const { context, ran } = setting('two')
  const givenUp = AbortSignal.abort(new Error('given up'))
  await expect(runCommandUndo(ARGS, { ...context, givenUp })).rejects.toThrow('given up')
  expect(ran).toEqual([])
})
