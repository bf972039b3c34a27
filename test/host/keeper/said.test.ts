import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { deedsOf, readSaid, saidOf } from '../../../src/host/keeper/said.ts'

describe('what a keeper says', () => {
  it('is read from its lines, and from no others', () => {
    expect(saidOf('{"said":"ready","what":"the lease is 5 ms"}')).toEqual({
      said: 'ready',
      what: 'the lease is 5 ms',
    })
    for (const line of ['', 'ready', 'null', '[]', '{"said":"shutdown","what":"x"}', '{"said":"ready"}'])
      expect(saidOf(line)).toBeNull()
  })

  it('is kept by the engine, with its times; what else was written last is told apart', async () => {
    const host = fakeHost()
    const machine = host.engines.run()
    machine.addImage('node')
    const id = machine.create({ name: 'keeper', image: 'node', program: {} })
    const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
    await engine.start(id)
    const atMs = host.clock.wallMs()
    machine.say(id, 'stdout', '{"said":"ready","what":"a"}\n')
    machine.say(id, 'stderr', 'node: bad option\n')
    expect(await readSaid(engine, id)).toEqual({
      said: [{ said: 'ready', what: 'a', atMs }],
      other: 'node: bad option',
    })
    await expect(readSaid(engine, 'no-such')).rejects.toMatchObject({ code: 'engine-refused' })
  })

  it('tells its deeds from when it fired on; none where it never did', () => {
    const atMs = Date.UTC(2026, 10, 21, 12, 3, 4, 56)
    const ready = { said: 'ready', what: 'the lease is 5 ms', atMs } as const
    expect(deedsOf([ready])).toEqual([])
    const fired = { said: 'fired', what: 'nothing was heard', atMs } as const
    const done = { said: 'done', what: 'let go on web: done', atMs: atMs + 1000 } as const
    expect(deedsOf([ready, fired, done])).toEqual([
      '12:03:04.056 took everything back: nothing was heard',
      '12:03:05.056 let go on web: done',
    ])
  })
})
