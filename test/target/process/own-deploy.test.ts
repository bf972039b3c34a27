import { readlink, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import type { RunningTarget } from '../../../src/target/target.ts'
import { runUndo } from '../../../src/undo/map.ts'
import { createWorld } from '../recorder.ts'
import { RELEASES, writeReleases } from './release-apps.ts'

const open = new AbortController().signal
const SCRIPT = ['sh', 'deploy.sh', '{release}', '{instances}']
/** The same without its processes. */
const LINK = ['ln', '-sfn', '{release}', 'current']

/** The app in a world of the test's own, closed with it: the tests run beside one another. */
async function foreign() {
  const world = await createWorld()
  await writeReleases(world.root, ['1', '2'])
  await symlink('releases/1', join(world.root, 'current'))

  const target = (deploy: object) =>
    createProcessTarget(
      {
        ...RELEASES,
        run: 'node current/server.cjs',
        env: { NAME: '{name}', PID_FILE: '{root}/{name}.pid' },
        deploy,
      },
      { root: world.root },
    )

  const served = async (running: RunningTarget, version: string): Promise<void> => {
    const serves = async () =>
      (await running.instances()).every((each) => each.ready && each.release?.version === version)
    const deadlineMs = Date.now() + 10_000
    while (!(await serves())) {
      if (Date.now() > deadlineMs)
        throw new Error(`not ${version}: ${JSON.stringify(await running.instances())}`)
      await world.host.clock.sleep(50)
    }
  }

  const takenBack = async () => {
    const spec = world.intents.find(({ what }) => what === 'what deploy 2 changes')
    const undoing = { host: nodeHost(), signal: AbortSignal.abort(), hurry: true }
    return spec ? runUndo(spec.undo, undoing) : null
  }

  const link = () => readlink(join(world.root, 'current'))

  return { world, target, served, takenBack, link, [Symbol.asyncDispose]: () => world.close() }
}

describe.concurrent("a foreign app whose deploy command is the team's own script", () => {
  it('is shipped and brought back by it, and nothing of it is left', async () => {
    await using app = await foreign()
    const { world, target, served } = app
    const running = await target({ run: SCRIPT, rollback: SCRIPT }).start(world.context)
    const deploy = running.deploy!
    expect(deploy.strategy).toEqual({ kind: 'command', limitMs: 600_000 })
    const [one, two] = [await deploy.find('1'), await deploy.find('2')]
    const before = (await running.instances())[0]!
    await deploy.run('deploy', two, one, open)
    await served(running, '2')
    const after = (await running.instances())[0]!
    expect(after.identity).toEqual({ process: null, bootId: expect.stringMatching(/^boot-\d+$/), mark: null })
    expect(after.identity?.bootId).not.toBe(before.identity?.bootId)
    expect(await deploy.reached('web-1')).toBe(true)
    expect(running.endAsked()).toEqual([])
    expect(running.unexpectedEnds()).toEqual([])
    await expect(running.lifecycle!.kill(after)).rejects.toThrow('Somebody else started web-1')
    await deploy.run('rollback', one, two, open)
    await served(running, '1')
    const shipped = world.intents.find(({ what }) => what === 'deploy 2')
    expect(shipped).toMatchObject({
      undo: { kind: 'end-processes' },
      command: { argv: ['sh', 'deploy.sh', two.where, expect.stringMatching(/^web-1=http.*,web-2=http/)] },
    })
    expect(world.intents.map(({ what }) => what)).toContain('roll back to 1')
    await running.stop()
    expect(world.unjournaled).toEqual([])
  })

  it('is taken back with the run, outside of its processes as well', async () => {
    await using app = await foreign()
    const { world, target, served, takenBack, link } = app
    const running = await target({ run: SCRIPT, rollback: SCRIPT }).start(world.context)
    const deploy = running.deploy!
    const [one, two] = [await deploy.find('1'), await deploy.find('2')]
    await deploy.run('deploy', two, one, open)
    await served(running, '2')
    await running.stop()
    expect(await link()).toBe(two.where)
    expect(await takenBack()).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await link()).toBe(one.where)
    // It is on disk before the command begins, and taken back while what that started still lives.
    const at = world.intents.findIndex(({ what }) => what === 'deploy 2')
    const kinds = world.intents.slice(at, at + 2).map(({ undo }) => [undo.kind, undo.args.mark])
    const mark = expect.stringMatching(/./)
    expect(kinds).toEqual([
      ['end-processes', mark],
      ['run-command', mark],
    ])
    expect(kinds[0]?.[1]).toBe(kinds[1]?.[1])
  }, 60_000)

  it('has nothing to be taken back once the run has rolled back itself, until it ships again', async () => {
    await using app = await foreign()
    const { world, target, takenBack, link } = app
    const running = await target({ run: LINK, rollback: LINK }).start(world.context)
    const deploy = running.deploy!
    const [one, two] = [await deploy.find('1'), await deploy.find('2')]
    await deploy.run('deploy', two, one, open)
    await deploy.run('rollback', one, two, open)
    expect(await takenBack()).toMatchObject({ healed: true, outcome: 'nothing' })
    await deploy.run('deploy', two, one, open)
    expect(world.intents.filter(({ undo }) => undo.kind === 'run-command')).toHaveLength(1)
    expect(await takenBack()).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await link()).toBe(one.where)
    await running.stop()
  })

  it('is ended before it is taken back where nobody says how far it came', async () => {
    await using app = await foreign()
    const { world, target, takenBack, link } = app
    const stuck = ['sh', '-c', 'ln -sfn "$0" current; sleep 60', '{release}']
    const running = await target({ run: stuck, rollback: LINK }).start(world.context)
    const deploy = running.deploy!
    const [one, two] = [await deploy.find('1'), await deploy.find('2')]
    const shipping = deploy.run('deploy', two, one, open).catch(String)
    for (let looks = 0; (await link()) !== two.where && looks < 200; looks++) await world.host.clock.sleep(25)
    expect(await takenBack()).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await link()).toBe(one.where)
    expect(await shipping).toContain('deploy 2 ended with SIG')
    await running.stop()
  })

  it('comes to its end when a trigger fires; the end of the run alone ends it', async () => {
    await using app = await foreign()
    const { world, target } = app
    const slow = ['sh', '-c', 'sleep 1; ln -sfn done ended; sleep "$0"', '{version}']
    const running = await target({ run: slow, rollback: SCRIPT }).start(world.context)
    const deploy = running.deploy!
    const [one, two] = [await deploy.find('1'), await deploy.find('2')]
    const fired = AbortSignal.timeout(100)
    await deploy.run('deploy', { ...two, version: '0' }, one, fired)
    expect(await readlink(join(world.root, 'ended'))).toBe('done')
    await expect(deploy.run('deploy', two, one, fired)).rejects.toThrow()
    expect(world.intents.map(({ what }) => what)).not.toContain('deploy 2')
    setTimeout(() => world.cancel(), 100)
    const startMs = Date.now()
    await expect(deploy.run('deploy', { ...two, version: '60' }, one, open)).rejects.toThrow()
    expect(Date.now() - startMs).toBeLessThan(10_000)
    await running.stop()
  })

  it('is told when the script fails, with what it wrote', async () => {
    await using app = await foreign()
    const { world, target } = app
    const running = await target({ run: 'sh -c "echo no disk left; exit 3"', rollback: SCRIPT }).start(
      world.context,
    )
    const deploy = running.deploy!
    const [one, two] = [await deploy.find('1'), await deploy.find('2')]
    await expect(deploy.run('deploy', two, one, open)).rejects.toMatchObject({
      code: 'command-failed',
      message: expect.stringMatching(/deploy 2 ended with 3(.|\n)*no disk left/),
    })
    // What the script left alone is still ours, and its end would be news.
    const [instance] = await running.instances()
    expect(instance).toMatchObject({ ready: true, identity: { mark: expect.any(String) } })
    await world.host.net.request(`${instance!.url}/crash`, { timeoutMs: 500 })
    for (let looks = 0; running.unexpectedEnds().length === 0 && looks < 100; looks++)
      await world.host.clock.sleep(50)
    expect(running.unexpectedEnds()).toMatchObject([{ name: 'web-1', how: 'exit code 9' }])
    await running.stop()
  })

  it('has no known-bad release made for it: the script would start the good one', async () => {
    await using app = await foreign()
    const { world, target } = app
    const running = await target({ run: SCRIPT, rollback: SCRIPT }).start(world.context)
    const deploy = running.deploy!
    await expect(deploy.broken(await deploy.find('1'), { kind: 'exits' })).rejects.toMatchObject({
      code: 'capability-missing',
    })
    await running.stop()
  })
})
