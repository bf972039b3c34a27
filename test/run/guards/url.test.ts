import { expect, test } from 'vitest'
import type { FakeAnswer } from '../../../src/host/fake/net.ts'
import { looking } from './looking.ts'

const SECRET = 'http://127.0.0.1:9100/hook/hush?token=hush'

function asked(answer: FakeAnswer | null) {
  const watched = looking({ url: SECRET, timeout: '1s', every: '5s' }, { loaded: false })
  if (answer !== null) watched.host.net.listen(9100, () => answer)
  return watched
}

test.each([200, 204, 299])('an answer of %i lets the drill go on', async (status) => {
  expect(await asked({ status }).look()).toMatchObject({ seen: true, bad: false })
})

test.each([301, 404, 410, 500, 503])('an answer of %i says stop', async (status) => {
  expect(await asked({ status }).look()).toEqual({
    seen: true,
    bad: true,
    restedOn: `http://127.0.0.1:9100 answers ${status}`,
  })
})

test.each<[FakeAnswer | null, string]>([
  [null, 'ECONNREFUSED'],
  ['hang', 'timeout'],
  ['reset', 'ECONNRESET'],
])('no answer says nothing: %j', async (answer, why) => {
  expect(await asked(answer).look()).toEqual({
    seen: false,
    why: `http://127.0.0.1:9100 does not answer (${why})`,
  })
})

test('it is asked as often as it says, and never shown whole', async () => {
  const watched = asked({ status: 503 })
  expect(watched.everyMs).toBe(5000)
  expect(JSON.stringify(await watched.look())).not.toContain('hush')
})
