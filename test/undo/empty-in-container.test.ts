import { expect, it } from 'vitest'
import { emptyInContainer } from '../../src/undo/empty-in-container.ts'
import { withDisk } from '../target/compose/disk.ts'
import { ENDPOINT, open, rigWith } from '../target/compose/rig.ts'

const files = ['/tmp/.firedrill-fill']
const WRITE = ['dd', 'if=/dev/zero', 'of=/tmp/.firedrill-fill', 'bs=4096', 'count=2']

async function filled() {
  const { host, runtime, ids } = await rigWith({ programs: { 'web-1': withDisk() } })
  const { engine } = runtime
  const id = ids['web-1'] ?? ''
  await engine.exec(id, WRITE, { timeoutMs: 1000 })
  const undo = (on = host) =>
    emptyInContainer({ endpoint: ENDPOINT, id, files }, { host: on, signal: open, hurry: true })
  return { host, engine, id, undo }
}

it('takes the files away, once; with a container that does not run they are gone', async () => {
  const { engine, id, undo } = await filled()
  expect(await undo()).toEqual({
    outcome: 'undone',
    healed: true,
    evidence: 'the container shop-web-1-1 has no /tmp/.firedrill-fill any more',
    remedy: null,
  })
  expect(await undo()).toMatchObject({ outcome: 'nothing', healed: true })
  await engine.stop(id, 0)
  expect(await undo()).toMatchObject({ outcome: 'nothing', evidence: 'the container shop-web-1-1 is exited' })
  await engine.remove(id)
  expect(await undo()).toMatchObject({ evidence: `there is no container ${id.slice(0, 12)}` })
})

it('is not done while they are seen, and says what to type', async () => {
  const { host, engine, undo } = await filled()
  // An engine that takes the order and does nothing.
  const exec: typeof engine.exec = async (id, argv, options) =>
    argv[0] === 'rm'
      ? { exitCode: 0, stdout: '', stderr: '', timedOut: false }
      : engine.exec(id, argv, options)
  const lazy = { ...host, engines: { ...host.engines, open: () => ({ ...engine, exec }) } }
  expect(await undo(lazy)).toMatchObject({
    outcome: 'failed',
    healed: false,
    remedy: 'docker --host unix:///var/run/docker.sock exec shop-web-1-1 rm -f /tmp/.firedrill-fill',
  })
})
