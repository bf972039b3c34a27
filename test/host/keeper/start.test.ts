import { describe, expect, it } from 'vitest'
import type { FakeContainerProgram } from '../../../src/host/fake/engine/model.ts'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { KEEPER_LABEL } from '../../../src/host/keeper/label.ts'
import { DEFAULT_IMAGE, type KeeperWish, startKeeper } from '../../../src/host/keeper/start.ts'

const READY: FakeContainerProgram = { stdout: '{"said":"ready","what":"the lease is 30000 ms"}\n' }
const NO_NODE: FakeContainerProgram = {
  unstartable: 'OCI runtime create failed: exec: "node": executable file not found in $PATH: unknown',
}
const WISH: KeeperWish = {
  run: 'r',
  record: '/app/reports/r',
  lengthMs: 30_000,
  image: null,
  others: ['shop:1'],
  socket: null,
}

/** An engine that has these images, each with what a keeper of it does. */
function engineWith(images: Record<string, FakeContainerProgram>) {
  const host = fakeHost()
  const machine = host.engines.run()
  for (const [name, program] of Object.entries(images)) {
    machine.addImage(name)
    machine.program(name, program)
  }
  const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
  return {
    machine,
    engine,
    start: (more: Partial<KeeperWish> = {}) => startKeeper(engine, host.clock, { ...WISH, ...more }),
    keepers: () => engine.containers({ [KEEPER_LABEL]: null }),
  }
}

describe('a keeper is started', () => {
  it('of the usual image where the engine has it', async () => {
    const { start, keepers } = engineWith({ [DEFAULT_IMAGE]: READY, 'shop:1': READY })
    const keeper = await start()
    expect(keeper).toMatchObject({ name: 'firedrill-keeper-r', image: DEFAULT_IMAGE })
    expect(await keepers()).toMatchObject([
      {
        id: keeper.id,
        state: 'running',
        labels: { [KEEPER_LABEL]: 'r', 'dev.firedrill.record': WISH.record },
      },
    ])
  })

  it("of the app's own image where that has Node: nothing is pulled", async () => {
    const { start, machine, engine, keepers } = engineWith({ 'edge:1': NO_NODE, 'shop:1': READY })
    machine.offer(DEFAULT_IMAGE)
    expect(await start({ others: ['edge:1', 'shop:1'] })).toMatchObject({ image: 'shop:1' })
    expect(await engine.image(DEFAULT_IMAGE)).toBeNull()
    // What was tried before is gone.
    expect(await keepers()).toHaveLength(1)
  })

  it('of the usual image, pulled, where no other has Node', async () => {
    const { start, machine, engine } = engineWith({ 'shop:1': NO_NODE })
    machine.offer(DEFAULT_IMAGE)
    machine.program(DEFAULT_IMAGE, READY)
    expect(await start()).toMatchObject({ image: DEFAULT_IMAGE })
    expect(await engine.image(DEFAULT_IMAGE)).not.toBeNull()
  })

  it('of the one that is named, and of no other', async () => {
    const { start } = engineWith({ [DEFAULT_IMAGE]: READY, 'own:1': READY })
    expect(await start({ image: 'own:1' })).toMatchObject({ image: 'own:1' })
    const without = engineWith({ [DEFAULT_IMAGE]: READY, 'shop:1': READY })
    await expect(without.start({ image: 'own:1' })).rejects.toMatchObject({
      code: 'lease-refused',
      message: expect.stringContaining('own:1 is not there and cannot be pulled'),
    })
  })
})

describe('where none can stand, that is said, and nothing is left', () => {
  it.each<[string, Record<string, FakeContainerProgram>, Partial<KeeperWish>, string, string]>([
    ['no image with Node', { 'shop:1': NO_NODE }, {}, 'there is no Node in shop:1', 'lease: { image'],
    [
      'no socket',
      { 'shop:1': READY },
      { socket: '/run/other.sock' },
      'its machine has no /run/other.sock',
      '/run/user/<uid>/docker.sock',
    ],
    [
      'the socket of another engine',
      { 'shop:1': { stdout: '{"said":"refused","what":"the socket is that of another engine"}' } },
      {},
      'the socket is that of another engine',
      'lease: { socket',
    ],
    [
      'a Node that is too old',
      { 'shop:1': { stderr: 'node: bad option', exit: { afterMs: 50, code: 9 } } },
      {},
      'does not get ready (node: bad option)',
      'lease: { image',
    ],
    ['one that says nothing', { 'shop:1': {} }, {}, 'it was running and said nothing', 'lease: { image'],
    [
      'another refusal',
      { 'shop:1': { unstartable: 'cgroups: cannot found cgroup mount' } },
      {},
      'cgroup mount',
      '--no-lease',
    ],
  ])('%s', async (_what, images, more, reason, hint) => {
    const { start, keepers } = engineWith(images)
    await expect(start(more)).rejects.toMatchObject({
      code: 'lease-refused',
      message: expect.stringContaining(reason),
      hint: expect.stringContaining(hint),
    })
    expect(await keepers()).toEqual([])
  })

  it('an engine that does not answer is not refused but unreachable', async () => {
    const { start, machine } = engineWith({})
    machine.become('gone')
    await expect(start()).rejects.toMatchObject({ code: 'engine-unreachable' })
  })
})
