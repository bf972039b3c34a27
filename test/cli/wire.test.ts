import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  checkLoadScript,
  createTarget,
  describeLoadGenerator,
  isOnTheWire,
  provideLoad,
  sabotageCounts,
} from '../../src/cli/wire.ts'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import { refusalOf } from '../config/project.ts'
import { smallProject } from './small-project.ts'

const settings = { root: '/app', secrets: [], at: 'environments.staging.target' }
const never = new AbortController().signal

/** Nothing of the machine: neither its PATH nor the user's cache. */
function host(directory: string, env: Record<string, string>): Host {
  return { ...nodeHost(), env: { PATH: '/nowhere', HOME: directory, XDG_CACHE_HOME: directory, ...env } }
}
const providing = (on: Host) => provideLoad(on, () => undefined, never)

describe('a target', () => {
  it('of a known kind is made of its options', () => {
    const options = {
      instances: 2,
      run: 'node server.js',
      port: { env: 'PORT' },
      edge: { url: 'http://127.0.0.1:1' },
    }
    expect(createTarget('processes', options, settings).instanceNames).toEqual(['web-1', 'web-2'])
  })

  it('of an unknown kind is refused, with the kinds that there are', async () => {
    expect(await refusalOf(() => createTarget('moon', {}, settings))).toEqual({
      code: 'target-unknown',
      message: 'There is no target of the kind "moon".',
      hint: 'firedrill knows processes, compose.',
    })
  })

  it.each(['constructor', 'toString', '__proto__'])('of the kind "%s" is unknown as well', async (kind) => {
    expect((await refusalOf(() => createTarget(kind, {}, settings))).code).toBe('target-unknown')
  })

  it('with wrong options is refused, with the place of them in the configuration', async () => {
    const { code, message } = await refusalOf(() => createTarget('processes', { instances: 0 }, settings))
    expect(code).toBe('config-invalid')
    expect(message).toContain('environments.staging.target')
  })
})

describe('k6', () => {
  it('is the one that K6_PATH names', async () => {
    const directory = smallProject()
    const on = host(directory, { K6_PATH: join(directory, 'k6') })
    const { version, k6 } = await providing(on)
    expect(version).toContain('2.2.0')
    expect(k6).toMatchObject({ path: join(directory, 'k6'), from: 'K6_PATH' })
    expect(await describeLoadGenerator(on)).toEqual({
      usable: true,
      what: `k6 2.2.0 (K6_PATH: ${join(directory, 'k6')})`,
      hint: '',
    })
  })

  it('is refused when K6_PATH names something else, and not sought elsewhere', async () => {
    const directory = smallProject()
    const wrong = join(directory, 'scenarios/shop.js')
    const on = host(directory, { K6_PATH: wrong, PATH: directory })
    const refusal = await refusalOf(() => providing(on))
    expect(refusal.code).toBe('k6-unusable')
    expect(refusal.message).toBe(`K6_PATH names ${wrong}, which does not run as k6.`)
    expect(await refusalOf(() => describeLoadGenerator(on))).toEqual(refusal)
    expect((await providing(host(directory, { PATH: directory }))).k6.from).toBe('PATH')
  })

  it('is missing where there is neither k6 nor Go, and how it is had is said', async () => {
    const on = host(smallProject(), {})
    const { code, hint } = await refusalOf(() => providing(on))
    expect(code).toBe('k6-missing')
    expect(await describeLoadGenerator(on)).toEqual({
      usable: false,
      what: 'k6 is not here; the first drill builds it where Go is installed',
      hint,
    })
    expect(hint).toMatch(/K6_PATH/)
  })

  it('refuses a script that it cannot use, with what it says', async () => {
    const directory = smallProject()
    const on = host(directory, { K6_PATH: join(directory, 'k6') })
    const load = await providing(on)
    const profile = { kind: 'constant-arrival-rate', ratePerSecond: 1 } as const
    const script = (name: string) => ({
      script: join(directory, name),
      requestTimeoutMs: 2000,
      vus: null,
      env: {},
      args: [],
      thresholds: true,
    })
    const asked = { profile, leastMs: 1000, mostMs: 9000, maxRatePerSecond: null }
    const checked = (name: string) => refusalOf(() => checkLoadScript(on, load, script(name), asked))
    expect(await checked('scenarios/shop.js')).toMatchObject({
      code: 'load-script-invalid',
      message: expect.stringContaining('line 1: Unexpected token'),
    })
    expect((await checked('scenarios/none.js')).message).toContain('there is no such file')
  })
})

describe('a sabotage', () => {
  it('stands before the edge, or does not', () => {
    expect([isOnTheWire('passes'), isOnTheWire('delays'), isOnTheWire('noop-fault')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('tells by the record of its run how much it spoiled', async () => {
    const line = '{"sabotage-counts":{"seen":7,"spoiled":2}}\n'
    const directory = smallProject({ 'logs/sabotage.log': line })
    expect(await sabotageCounts(nodeHost(), directory)).toEqual({ seen: 7, spoiled: 2 })
    expect(await sabotageCounts(nodeHost(), smallProject())).toBeNull()
  })
})
