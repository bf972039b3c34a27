import { expect, it } from 'vitest'
import { rigWith } from './rig.ts'

it('sees which container runs, and what it says of itself', async () => {
  const { look, ids, host } = await rigWith({ written: { version: '/version' } })
  const told = { version: '1.4', instance: 'web-1', bootId: 'b' }
  host.net.listen(3001, ({ path }) => ({
    status: 200,
    body: path === '/version' ? JSON.stringify(told) : '',
  }))
  expect(await look('web-1')).toMatchObject({
    url: 'http://127.0.0.1:3001',
    identity: { bootId: 'b', container: { id: ids['web-1'] } },
    release: { version: '1.4', source: 'version endpoint' },
    ready: true,
  })
})

it('goes by the image’s tag where the app cannot be asked, and believes no other’s answer', async () => {
  const { look, host } = await rigWith()
  expect(await look('web-1')).toMatchObject({ release: { version: '1', source: 'image' } })
  host.net.listen(3001, () => ({ status: 200, headers: { 'x-instance': 'web-2' } }))
  expect(await look('web-1')).toMatchObject({ ready: false })
})

it('is not told by a name that is none of the configuration’s: many apps name themselves by their host', async () => {
  const { look, host } = await rigWith()
  host.net.listen(3001, () => ({ status: 200, headers: { 'x-instance': '0123456789ab' } }))
  expect(await look('web-1')).toMatchObject({ ready: true })
})

it('sees one that is down, one that was never there, and one that hangs', async () => {
  const { look, host } = await rigWith({ down: ['web-2'] })
  expect(await look('web-2')).toMatchObject({ identity: null, release: null, ready: false })
  expect(await look('web-9')).toMatchObject({ identity: null })
  host.net.listen(3001, () => 'hang')
  expect(await look('web-1')).toMatchObject({ identity: { bootId: null }, release: null, ready: false })
})
