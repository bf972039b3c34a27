import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { checkSeal, sealRecord } from '../../src/journal/seal.ts'
import { buildRecord, steadyRequests } from '../measure/build-record.ts'
import { storeRecord } from './store-record.ts'

const RUN = '/app/reports/run-1'

async function stored({ sealed = true } = {}) {
  const host = fakeHost()
  const requests = steadyRequests({ fromMs: 0, toMs: 1000 })
  await storeRecord(host.files, RUN, buildRecord({ phases: [], requests }))
  await host.files.makeDir(`${RUN}/logs/older`)
  await host.files.writeAtomic(`${RUN}/logs/web-1.log`, 'listening\n')
  await host.files.writeAtomic(`${RUN}/logs/older/web-1.log`, 'listening\n')
  if (sealed) await sealRecord(host, RUN)
  const change = async (name: string, more = 'x') => {
    const path = `${RUN}/${name}`
    const before = (await host.files.exists(path)) ? await host.files.readBytes(path) : new Uint8Array()
    await host.files.writeAtomic(path, Buffer.concat([before, Buffer.from(more)]))
  }
  return { host, change, check: () => checkSeal(host, RUN) }
}

describe('a sealed record', () => {
  it('is whole as long as nothing in it is touched', async () => {
    const { check } = await stored()
    expect(await check()).toEqual({ kind: 'whole' })
    expect(await check(), 'looking changes nothing').toEqual({ kind: 'whole' })
  })

  it.each(['journal.ndjson', 'drill.json', 'requests.arrow', 'metrics.arrow', 'logs/web-1.log', 'logs/older/web-1.log'])(
    'is not when %s was changed',
    async (name) => {
      const { change, check } = await stored()
      await change(name)
      expect(await check()).toEqual({ kind: 'altered', files: [name] })
    },
  )

  it('is not when a file was cut off, removed or added', async () => {
    const { host, change, check } = await stored()
    const bytes = await host.files.readBytes(`${RUN}/probes.arrow`)
    await host.files.writeAtomic(`${RUN}/probes.arrow`, bytes.subarray(0, bytes.length - 1))
    await host.files.remove(`${RUN}/metrics.arrow`)
    await change('stored.arrow')
    await change('logs/web-9.log')
    const files = ['logs/web-9.log', 'metrics.arrow', 'probes.arrow', 'stored.arrow']
    expect(await check()).toEqual({ kind: 'altered', files })
  })

  it('may be judged again: what is worked out from it is not sealed, nor who may act', async () => {
    const { change, check } = await stored()
    for (const name of ['verdict.json', 'report.md', 'report.html', 'junit.xml', 'epoch.1', 'watchdog.log'])
      await change(name)
    expect(await check()).toEqual({ kind: 'whole' })
  })

  it('is sealed anew by whoever adds to it', async () => {
    const { host, change, check } = await stored()
    await change('journal.ndjson', '{"seq":99,"atMs":1,"type":"progress","text":"recovered"}\n')
    expect((await check()).kind).toBe('altered')
    await sealRecord(host, RUN)
    expect(await check()).toEqual({ kind: 'whole' })
  })
})

it('a record without a seal is told from one that was altered', async () => {
  const { check } = await stored({ sealed: false })
  expect(await check()).toEqual({ kind: 'unsealed' })
})

it.each(['', '{', '[]', '{"format":"firedrill-seal/2","files":{}}', '{"format":"firedrill-seal/1","files":{"a":1}}'])(
  'a seal that is none (%s) was altered itself',
  async (text) => {
    const { host, check } = await stored()
    await host.files.writeAtomic(`${RUN}/seal.json`, text)
    expect(await check()).toEqual({ kind: 'altered', files: ['seal.json'] })
  },
)

it('a seal of nothing does not make a record whole', async () => {
  const { host, check } = await stored()
  await host.files.writeAtomic(`${RUN}/seal.json`, '{"format":"firedrill-seal/1","files":{}}')
  expect(await check()).toMatchObject({ kind: 'altered', files: expect.arrayContaining(['journal.ndjson']) })
})
