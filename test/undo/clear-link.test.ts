import { expect, it } from 'vitest'
import { clearLink } from '../../src/undo/clear-link.ts'
import { madeToxiproxy } from '../host/made-toxiproxy.ts'
import { ENDPOINT, open, rigWith } from '../target/compose/rig.ts'

async function disturbed() {
  const { host, runtime, ids } = await rigWith()
  const made = madeToxiproxy(host.net, 8474)
  const proxy = { name: 'db', listen: '', upstream: 'db:5432', enabled: false, toxics: [] }
  made.proxies.set('db', proxy)
  // The container of the rig that is there already stands for the link's own.
  const id = ids.db ?? ''
  const args = { endpoint: ENDPOINT, id, url: 'http://127.0.0.1:8474', proxy: 'db' }
  return { made, id, runtime, host, args, undo: () => clearLink(args, { host, signal: open, hurry: true }) }
}

it('takes all that disturbs a link away, once', async () => {
  const { made, undo } = await disturbed()
  expect(await undo()).toMatchObject({ outcome: 'undone', healed: true })
  expect(made.proxies.get('db')).toMatchObject({ enabled: true })
  expect(await undo()).toMatchObject({ outcome: 'nothing', evidence: 'nothing disturbs the link to db' })
  made.proxies.clear()
  expect(await undo()).toMatchObject({ outcome: 'nothing', evidence: expect.stringContaining('has no link') })
})

it('tells nobody else who listens there by now', async () => {
  const { made, undo, runtime, id } = await disturbed()
  await runtime.engine.remove(id)
  expect(await undo()).toMatchObject({ outcome: 'nothing', evidence: expect.stringContaining('is gone') })
  expect(made.told).toEqual([])
})

it('is not done when it is not seen to be', async () => {
  const { made, undo } = await disturbed()
  made.deaf = true
  expect(await undo()).toEqual({
    outcome: 'failed',
    healed: false,
    evidence: 'the link to db is still disturbed',
    remedy: 'curl -X POST http://127.0.0.1:8474/reset',
  })
})
