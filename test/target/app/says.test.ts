import { expect, it } from 'vitest'
import { whatItSays } from '../../../src/target/app/says.ts'
import { rigWith, SECRET } from '../compose/rig.ts'

it('gives the whole of what the version endpoint says, without secrets', async () => {
  const { host, runtime } = await rigWith()
  const answer = { version: '1', config: { url: `db://${SECRET}`, list: [SECRET, 1] }, none: null }
  host.net.listen(4001, ({ path }) =>
    path === '/version' ? { status: 200, body: JSON.stringify(answer) } : { status: 200, body: 'no JSON' },
  )
  const said = await whatItSays('http://127.0.0.1:4001', '/version', runtime)
  expect(said).toMatchObject({ version: '1', none: null })
  expect(JSON.stringify(said)).not.toContain(SECRET)
  expect(await whatItSays('http://127.0.0.1:4001', '/text', runtime)).toBeNull()
  expect(await whatItSays('http://127.0.0.1:4001', undefined, runtime)).toBeNull()
})
