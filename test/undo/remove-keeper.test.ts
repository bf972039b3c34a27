import { beforeEach, describe, expect, it } from 'vitest'
import type { FakeEngine } from '../../src/host/fake/engine/machine.ts'
import { KEEPER_LABEL } from '../../src/host/keeper/label.ts'
import { removeKeeper } from '../../src/undo/remove-keeper.ts'
import { type OnFake, onFake } from './on-fake.ts'

const ENDPOINT = { url: 'tcp://10.0.0.5:2376', tls: null }
const ARGS = { endpoint: ENDPOINT, run: 'r' }
let context: OnFake
let machine: FakeEngine

beforeEach(() => {
  context = onFake()
  machine = context.host.engines.run(ENDPOINT.url)
  machine.addImage('node')
})

const engine = () => context.host.engines.open(ENDPOINT)
async function keeperOf(run: string, name: string): Promise<string> {
  const id = machine.create({ name, image: 'node', program: {}, labels: { [KEEPER_LABEL]: run } })
  await engine().start(id)
  return id
}

describe('the keeper of a run', () => {
  it('is removed, once, and none of another run', async () => {
    await keeperOf('r', 'firedrill-keeper-r')
    const other = await keeperOf('other', 'firedrill-keeper-other')
    expect(await removeKeeper(ARGS, context)).toEqual({
      healed: true,
      outcome: 'undone',
      evidence: 'the keeper firedrill-keeper-r is gone',
      remedy: null,
    })
    expect(await removeKeeper(ARGS, context)).toMatchObject({ outcome: 'nothing' })
    expect(await engine().containers({ [KEEPER_LABEL]: null })).toMatchObject([{ id: other }])
  })

  it('is removed also where the engine makes it after the first look', async () => {
    const { clock } = context.host
    const late = clock.sleep(600).then(() => keeperOf('r', 'firedrill-keeper-r'))
    expect(await removeKeeper(ARGS, context)).toMatchObject({ healed: true, outcome: 'undone' })
    await late
    expect(await engine().containers({ [KEEPER_LABEL]: 'r' })).toEqual([])
  })

  it('tells what it had taken back by itself, under whatever name it has by then', async () => {
    const id = await keeperOf('r', 'firedrill-keeper-r-fired')
    machine.say(id, 'stdout', '{"said":"fired","what":"nothing was heard of the run for 30000 ms"}')
    machine.say(id, 'stdout', '{"said":"done","what":"let go on web: done"}')
    const { evidence } = await removeKeeper(ARGS, context)
    expect(evidence).toMatch(
      /-fired is gone; by the engine's clock: \d\d:\d\d:\d\d\.\d{3} took everything back: nothing was heard of the run for 30000 ms; .* let go on web: done$/,
    )
  })

  it('is said to be there still where the engine keeps it', async () => {
    await keeperOf('r', 'firedrill-keeper-r')
    const { host } = context
    const idle = { ...host, engines: { open: () => ({ ...engine(), remove: async () => undefined }) } }
    expect(await removeKeeper(ARGS, { ...context, host: idle })).toMatchObject({
      healed: false,
      remedy: 'docker --host tcp://10.0.0.5:2376 rm --force firedrill-keeper-r',
    })
  })
})
