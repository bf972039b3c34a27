import { expect, it } from 'vitest'
import { fakeHost } from '../../../../src/host/fake/host.ts'

const WANTED = {
  name: 'keeper',
  image: 'node',
  entrypoint: ['node'],
  command: ['--version'],
  user: '0:0',
  env: {},
  labels: { a: 'b' },
  mounts: [{ from: '/var/run/docker.sock', to: '/engine.sock' }],
  tmpfs: {},
  memoryBytes: 0,
  stopGraceMs: 0,
}

function withNode() {
  const host = fakeHost()
  const machine = host.engines.run()
  machine.addImage('node')
  return { machine, engine: host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null }) }
}

it('runs in what was made through the engine what its image is told to', async () => {
  const { machine, engine } = withNode()
  machine.program('node', { stdout: 'v24', commands: { node: () => ({ exitCode: 3 }) } })
  const id = await engine.create(WANTED)
  await engine.start(id)
  expect(await engine.exec(id, ['node'], { timeoutMs: 10 })).toMatchObject({ exitCode: 3 })
})

it('does not start what cannot be started, and says why', async () => {
  const { machine, engine } = withNode()
  machine.program('node', { unstartable: 'executable file not found' })
  const id = await engine.create(WANTED)
  await expect(engine.start(id)).rejects.toMatchObject({
    code: 'engine-refused',
    message: expect.stringContaining('executable file not found'),
  })
  expect(await engine.container(id)).toMatchObject({ state: 'created' })
})

it('has what was pulled, and pulls only what is offered', async () => {
  const { machine, engine } = withNode()
  machine.offer('other:1')
  await engine.pull('other:1')
  expect(await engine.image('other:1')).not.toBeNull()
  await expect(engine.pull('nobody:1')).rejects.toMatchObject({ code: 'engine-refused' })
})

it('finds one under another name once it was renamed', async () => {
  const { machine, engine } = withNode()
  const id = await engine.create(WANTED)
  machine.rename(id, 'keeper-fired')
  expect(await engine.container('keeper')).toBeNull()
  expect(await engine.container('keeper-fired')).toMatchObject({ id })
})
