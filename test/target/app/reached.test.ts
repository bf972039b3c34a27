import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { isReached } from '../../../src/target/app/reached.ts'

const WANTED = {
  name: 'web-1',
  url: 'http://127.0.0.1:3001',
  edge: 'http://127.0.0.1:8080',
  probePath: '/products',
  version: undefined,
  others: ['http://127.0.0.1:3002'],
}

/** `own`: the headers of the instance's answers; `edge`: those of the edge's, one after the other. */
async function reached(
  own: Record<string, string> | Record<string, string>[],
  edge: Record<string, string>[],
  other?: Record<string, string>,
) {
  const host = fakeHost()
  let asked = 0
  let askedOwn = 0
  const all = [own].flat()
  host.net.listen(3001, () => ({ status: 200, headers: all[askedOwn++ % all.length] ?? {} }))
  if (other) host.net.listen(3002, () => ({ status: 200, headers: other }))
  host.net.listen(8080, ({ path }) => {
    expect(path).toBe('/products')
    return { status: 200, headers: edge[asked++ % edge.length] ?? {} }
  })
  return { seen: await isReached(host.net, WANTED), asked }
}

const by = (instance: string, bootId?: string) => ({
  'x-instance': instance,
  ...(bootId ? { 'x-boot-id': bootId } : {}),
})

describe('whether requests reach an instance', () => {
  it('is seen by the first answer that it gave', async () => {
    expect(await reached(by('web-1'), [by('web-2'), by('web-1')])).toEqual({ seen: true, asked: 2 })
  })

  it('is denied when only others answer', async () => {
    expect(await reached(by('web-1'), [by('web-2')])).toEqual({ seen: false, asked: 20 })
  })

  it('is decided by the boot id where both tell one: a name may be that of the one before', async () => {
    expect(await reached(by('web-1', 'new'), [by('web-1', 'old')])).toMatchObject({ seen: false })
    expect(await reached(by('host-7', 'b'), [by('host-7', 'b')])).toMatchObject({ seen: true })
    expect(await reached(by('host-7'), [by('host-7')])).toMatchObject({ seen: true })
  })

  it('is seen by the answer of any of its processes, each of which has a boot id of its own', async () => {
    const own = ['a', 'b', 'c', 'd'].map((id) => by('web-1', id))
    expect(await reached(own, [by('web-2', 'x'), by('web-1', 'c')])).toMatchObject({ seen: true })
    expect(await reached(own, [by('web-2', 'x'), by('web-2', 'y')])).toMatchObject({ seen: false })
  })

  it('is not known by a name that another instance has too', async () => {
    expect(await reached(by('box-7'), [by('box-7')], by('box-7'))).toEqual({ seen: null, asked: 20 })
    expect(await reached(by('web-1'), [by('web-1')], by('web-1'))).toMatchObject({ seen: null })
    expect(await reached(by('box-7', 'a'), [by('box-7', 'a')], by('box-7', 'b'))).toMatchObject({
      seen: true,
    })
  })

  it.each(['127.0.0.1:3001', '127.0.0.1'])(
    'is not known by a name that is made of where it was asked: %s',
    async (name) => {
      expect(await reached(by(name), [by('shop.example')], by('127.0.0.1:3002'))).toMatchObject({
        seen: null,
      })
      expect(await reached(by(name, 'a'), [by('shop.example', 'a')])).toMatchObject({ seen: true })
    },
  )

  it('is not known when no answer tells who gave it', async () => {
    expect(await reached({}, [{}])).toEqual({ seen: null, asked: 20 })
    expect(await isReached(fakeHost().net, WANTED)).toBeNull()
  })
})
