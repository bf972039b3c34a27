import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeSpeaker } from '../../../src/host/fake/net.ts'
import { isServiceUp } from '../../../src/target/app/service-up.ts'

const STARTING = 'E\x00\x00\x00aSFATAL\x00C57P03\x00Mthe database system is starting up\x00\x00'
const AT = { host: '127.0.0.1', port: 15_000 }

function seen(usualPort: number, speaker: FakeSpeaker | null) {
  const { net } = fakeHost()
  if (speaker !== null) net.speak(AT.port, speaker)
  return isServiceUp(net, AT, usualPort)
}

/** Waits for what is said to it. */
const answering =
  (says: string): FakeSpeaker =>
  (sent) =>
    sent === '' ? 'hang' : { afterMs: 5, says }

it.each<[string, number, FakeSpeaker | null, string]>([
  ['nobody listens', 3306, null, 'does not take connections (ECONNREFUSED)'],
  ['an engine’s proxy takes connections for nobody', 3306, () => 'close', 'closes connections (closed)'],
  ['the database is starting up', 5432, answering(STARTING), 'answers that it is not up yet'],
  ['it still reads its data', 6379, answering('-LOADING Redis is loading'), 'answers that it is not up yet'],
  ['it takes connections and hangs', 6379, () => 'hang', 'does not answer'],
])('is not up while %s', async (_what, port, speaker, words) => {
  expect(await seen(port, speaker)).toEqual({ up: false, seen: `127.0.0.1:15000 ${words}` })
})

it.each<[string, number, FakeSpeaker, string]>([
  ['it speaks first', 3306, () => ({ afterMs: 5, says: 'J' }), 'answers'],
  ['it waits to be spoken to', 9092, () => 'hang', 'takes a connection and keeps it open'],
  ['the database asks who it is', 5432, answering('R'), 'answers'],
  ['the database knows no such user', 5432, answering('E....C28000\x00'), 'answers'],
  ['it answers', 6379, answering('-NOAUTH'), 'answers'],
  [
    'it speaks TLS alone',
    6379,
    (sent) => (sent === '' ? 'hang' : 'close'),
    'takes a connection and keeps it open',
  ],
])('is up when %s', async (_what, port, speaker, words) => {
  expect(await seen(port, speaker)).toEqual({ up: true, seen: `127.0.0.1:15000 ${words}` })
})

it('introduces itself to the database by a message of the length that it tells', async () => {
  let said = ''
  await seen(5432, (sent) => {
    said = sent
    return sent === '' ? 'hang' : { afterMs: 1 }
  })
  expect(Buffer.from(said, 'latin1').readInt32BE(0)).toBe(said.length)
  expect(said).toContain('user\x00firedrill\x00')
})
