import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { Task } from '../../../src/host/keeper/task.ts'
import { TASKS, tellKeeper } from '../../../src/host/keeper/tell.ts'

const TASK: Task = { kind: 'sweep', what: `remove 'all' of "it"`, labels: ['a=b'], imageLabels: [] }

async function told(exitCode: number, stderr = '') {
  const host = fakeHost()
  const machine = host.engines.run()
  machine.addImage('node')
  const argvs: (readonly string[])[] = []
  const node = (argv: readonly string[]) => {
    argvs.push(argv)
    return { exitCode, stderr }
  }
  const id = machine.create({ name: 'keeper', image: 'node', program: { commands: { node } } })
  const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
  await engine.start(id)
  const telling = tellKeeper(engine, { id, name: 'keeper' }, '7', [TASK])
  return { telling, argvs }
}

describe('telling a keeper', () => {
  it('is a command in its container, which ends once it holds what it was told', async () => {
    const { telling, argvs } = await told(0)
    await telling
    expect(argvs[0]?.slice(-3)).toEqual([TASKS, '7', JSON.stringify([TASK])])
  })

  it('is no use where it does not take it: nothing may be done then', async () => {
    const { telling } = await told(1, 'a\nno space left\n')
    await expect(telling).rejects.toMatchObject({
      code: 'lease-lost',
      message: expect.stringContaining('no space left'),
    })
  })

  it('works as Node runs it: the file is whole, and its end waits for the word that it is held', async () => {
    const { telling, argvs } = await told(0)
    await telling
    const [, ...args] = argvs[0] ?? []
    const directory = mkdtempSync(join(tmpdir(), 'firedrill-tell-'))
    try {
      // Held already: that is all that this one waits for.
      symlinkSync(directory, join(directory, '7.held'))
      const { status, stderr } = spawnSync(process.execPath, args.with(-3, directory), { encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(JSON.parse(readFileSync(join(directory, '7.json'), 'utf8'))).toEqual([TASK])
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})
