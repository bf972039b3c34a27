import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LoadProfile } from '../../../src/drill/model.ts'
import { inspectScript } from '../../../src/load/k6/inspect.ts'
import { host, PLAIN, realK6, Workshop } from './real.ts'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop[Symbol.dispose]())

const RATE: LoadProfile = { kind: 'constant-arrival-rate', ratePerSecond: 1 }

async function inspect(script: string, profile: LoadProfile = RATE) {
  return inspectScript(host, await realK6(), {
    script,
    profile,
    env: {},
  })
}

async function refusal(script: string, profile?: LoadProfile): Promise<string> {
  const error: unknown = await inspect(script, profile).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'load-script-invalid', exitCode: 64 })
  return (error as Error).message
}

test('a good script shows its options and functions', async () => {
  const script = shop.write(
    'good #1 ü.ts',
    `export const options = { userAgent: 'x', vus: 2 }\nexport function other() {}\n${PLAIN}`,
  )
  expect(await inspect(script)).toMatchObject({
    options: { userAgent: 'x', vus: 2 },
    functions: ['default', 'other'],
  })
})

test('one without options, or in CommonJS, will do', async () => {
  expect((await inspect(shop.write('plain.ts', PLAIN))).functions).toEqual(['default'])
  const old = shop.write(
    'old.js',
    "const http = require('k6/http')\nmodule.exports.default = function () { http.get('x') }\n",
  )
  expect((await inspect(old)).functions).toEqual(['default'])
})

test('one that does not compile is refused with its file and line', async () => {
  const script = shop.write(
    'bad.ts',
    "import http from 'k6/http'\nexport default function () {\n  const x = ;\n}\n",
  )
  expect(await refusal(script)).toContain(`${script}: Line 3:12 Unexpected ";"`)
})

test('one that throws is refused with its file and line', async () => {
  const script = shop.write('throws.ts', `${PLAIN}\nthrow new Error('boom')\n`)
  const message = await refusal(script)
  expect(message).toContain('boom')
  expect(message).toMatch(/throws\.ts:6:/)
  expect(message).not.toContain('file:')
})

test('one that is not there is refused', async () => {
  expect(await refusal(`${shop.directory}/missing.ts`)).toContain('there is no such file')
})

test('one without a default function is refused for a profile', async () => {
  const script = shop.write('none.ts', 'export function other() {}\n')
  expect(await refusal(script)).toContain('no default function')
})

test('one that is to say its own load must say it, with functions that it has', async () => {
  expect(await refusal(shop.write('plain.ts', PLAIN), { kind: 'script' })).toContain('no scenarios')
  const scenarios = "{ a: { executor: 'constant-vus', vus: 1, duration: '1s', exec: 'gone' } }"
  const script = shop.write('gone.ts', `export const options = { scenarios: ${scenarios} }\n${PLAIN}`)
  expect(await refusal(script, { kind: 'script' })).toContain("function 'gone' not found in exports")
  const short = shop.write('short.ts', `export const options = { vus: 1, duration: '10ms' }\n${PLAIN}`)
  expect(await refusal(short, { kind: 'script' })).toContain('the duration must be at least 1s')
  const own = shop.write('own.ts', `export const options = { vus: 1, duration: '1s' }\n${PLAIN}`)
  expect((await inspect(own, { kind: 'script' })).options).toMatchObject({ vus: 1 })
})

test('what it opens and imports is looked for beside it', async () => {
  shop.write('names.json', '["tea"]')
  shop.write('prices.ts', 'export const price = 3\n')
  const script = shop.write(
    'opens.ts',
    `import { price } from './prices.ts'\nexport const options = { userAgent: JSON.parse(open('./names.json'))[0] + price }\n${PLAIN}`,
  )
  expect((await inspect(script)).options).toMatchObject({ userAgent: 'tea3' })
})

test('nothing is written for it: there is no journal yet that would know of it', async () => {
  const script = shop.write('plain.ts', PLAIN)
  const k6 = await realK6()
  const refuse = async (): Promise<never> => {
    throw new Error('written')
  }
  const files = { ...host.files, temporaryDir: refuse, writeAtomic: refuse, makeDir: refuse }
  const seen = await inspectScript({ ...host, files }, k6, { script, profile: RATE, env: {} })
  expect(seen.functions).toEqual(['default'])
})

const OWN: LoadProfile = { kind: 'script' }
const SCENARIO =
  "{ executor: 'constant-arrival-rate', rate: 120, timeUnit: '1m', duration: '90s', preAllocatedVUs: 1 }"

test('what its own scenarios come to is seen, with what the arguments say of them', async () => {
  const script = shop.write('own.ts', `export const options = { scenarios: { a: ${SCENARIO} } }\n${PLAIN}`)
  const stages = shop.write(
    'stages.ts',
    `export const options = { stages: [{ target: 3, duration: '7s' }] }\n${PLAIN}`,
  )
  const seen = async (path: string, args: string[], profile: LoadProfile = OWN) =>
    (await inspectScript(host, await realK6(), { script: path, profile, args, env: {} })).ownLoad
  expect(await seen(script, [])).toMatchObject({ lastsMs: 90_000, peakPerSecond: 2, withoutRate: [] })
  expect(await seen(script, ['--vus', '3', '--duration=20s'])).toMatchObject({
    lastsMs: 20_000,
    withoutRate: ['default'],
  })
  expect(await seen(stages, [])).toMatchObject({ lastsMs: 7000, withoutRate: ['default'] })
  expect(await seen(stages, ['-s', '10s:5', '--stage', '20s:1'])).toMatchObject({ lastsMs: 30_000 })
  expect(await seen(script, [], RATE)).toBeNull()
})

test('one that keeps k6 from the rate that the drill asks for is refused: its requests would be held back unseen', async () => {
  const script = shop.write('rps.ts', `export const options = { rps: 50 }\n${PLAIN}`)
  const rate = (ratePerSecond: number): LoadProfile => ({ kind: 'constant-arrival-rate', ratePerSecond })
  expect(await refusal(script, rate(51))).toContain('`rps: 50`')
  expect((await inspect(script, rate(50))).options).toMatchObject({ rps: 50 })
})
