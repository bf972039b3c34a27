import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import { createWorld } from './recorder.ts'

describe('the world that targets are tested in', () => {
  it('sees what is changed outside of `change`, and only that', async () => {
    const world = await createWorld()
    const undo = { kind: 'nothing', args: { because: 'it is removed with its directory' } }
    await world.context.change({ what: 'make a', undo }, () => world.host.files.makeDir(`${world.root}/a`))
    expect(world.unjournaled).toEqual([])
    await expect(world.host.files.makeDir(`${world.root}/b`)).rejects.toMatchObject({
      code: 'unjournaled-change',
    })
    expect(world.unjournaled).toEqual([`make ${world.root}/b`])
    await world.close()
  })

  it('does not close over a process that is left', async () => {
    const world = await createWorld()
    const host = nodeHost()
    const { identity } = await host.processes.spawn({
      argv: ['sleep', '30'],
      cwd: world.root,
      env: { PATH: process.env.PATH },
      mark: world.context.nextMark(),
      stdout: 'ignore',
      stderr: 'ignore',
    })
    await expect(world.close()).rejects.toThrow()
    expect(await host.processes.signal(identity, 'SIGKILL')).toBe(true)
  })
})
