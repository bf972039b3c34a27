import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { BEAT, RELEASED } from '../../../src/run/watchdog/beat.ts'
import { heard } from '../../../src/run/watchdog/heard.ts'

const TIMES = { silentForMs: 400, beatEveryMs: 100 }

function listening() {
  const pipe = new PassThrough()
  const told: { word?: string } = {}
  const ended = heard(pipe, TIMES).then((word) => {
    told.word = word
    return word
  })
  return { pipe, told, ended }
}

/** Nothing of this process goes on meanwhile, as when it is stopped. */
function freeze(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

test('a pipe that is closed tells the end of what was said', async () => {
  const { pipe, ended } = listening()
  pipe.write(BEAT)
  pipe.end(RELEASED)
  expect(await ended).toBe(RELEASED)
})

test('a harness that says nothing for long is not waited for', async () => {
  const { pipe, ended } = listening()
  pipe.write(BEAT)
  const startMs = performance.now()
  expect(await ended).toBe(BEAT)
  expect(performance.now() - startMs).toBeGreaterThan(TIMES.silentForMs - 50)
})

test('one that was frozen together with its watchdog may say first that it lives', async () => {
  const { pipe, told, ended } = listening()
  await sleep(10)
  freeze(2 * TIMES.silentForMs)
  // Its next beat comes when it goes on, not before.
  await sleep(TIMES.beatEveryMs)
  expect(told.word).toBeUndefined()
  pipe.write(BEAT)
  await sleep(TIMES.silentForMs / 2)
  expect(told.word).toBeUndefined()
  pipe.end(RELEASED)
  expect(await ended).toContain('released')
})
