import { chmodSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { K6 } from '../../../src/load/k6/k6.ts'
import { isScript, toInterrupt } from '../../../src/load/k6/wrapped.ts'
import { host, PLAIN, realK6, serve, Workshop } from './real.ts'

let shop: Workshop
let web: Awaited<ReturnType<typeof serve>>
beforeEach(async () => {
  shop = new Workshop()
  web = await serve((_, response) => response.end('ok'))
})
afterEach(async () => {
  await web.close()
  shop[Symbol.dispose]()
})

/** A script in k6's place; `$K6` in it is the real one. */
async function wrapper(script: string): Promise<K6> {
  const k6 = await realK6()
  const path = shop.write('k6-wrapper', `#!/bin/sh\n${script.replaceAll('$K6', `'${k6.path}'`)}\n`)
  chmodSync(path, 0o755)
  return { ...k6, path }
}

const TIMEOUT_MS = 60_000

test.each([
  ['waits for it', '$K6 "$@"\nexit $?'],
  ['becomes it', 'exec $K6 "$@"'],
  ['passes an interrupt on', 'exec 3<&0\n$K6 "$@" <&3 &\ntrap "kill -INT $!" INT\nwait $!\nwait $!'],
])(
  'k6 behind a script that %s ends at the first interrupt, with every sample and its teardown',
  async (_what, script) => {
    const load = shop.write('plain.ts', `${PLAIN}export function teardown() { console.log('torn down') }\n`)
    const mark = 'wrapped-k6/1'
    const trial = await shop.start(load, { edge: web.url, k6: await wrapper(script), mark })
    await host.clock.sleep(500)
    const askedMs = host.clock.monoMs()
    const end = await trial.load.stop()
    expect(host.clock.monoMs() - askedMs).toBeLessThan(10_000)
    expect(end).toMatchObject({ asked: true, malformedRows: 0 })
    expect(end.lastLines.join()).toContain('torn down')
    expect(trial.requests.length).toBeGreaterThan(10)
    expect(await host.processes.marked(mark)).toEqual([])
  },
  TIMEOUT_MS,
)

test('only a script is one', async () => {
  expect(await isScript(host, (await wrapper('exit 0')).path)).toBe(true)
  expect(await isScript(host, process.execPath)).toBe(false)
  expect(await isScript(host, '/nowhere/k6')).toBe(false)
})

test('what a k6 of its own has started is not interrupted; nor at first a script, which may have become k6', async () => {
  const [own, other] = [
    { pid: 10, startTime: 'a' },
    { pid: 11, startTime: 'b' },
  ]
  const processes = { ...host.processes, marked: async () => [own!, other!] }
  const those = (wrapped: boolean, again: boolean) =>
    toInterrupt({ processes }, { identity: own! }, { mark: 'm/1', wrapped, again })
  expect([await those(false, false), await those(false, true)]).toEqual([[own], [own]])
  expect([await those(true, false), await those(true, true)]).toEqual([[other], [own, other]])
})
