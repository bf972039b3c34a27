import { describe, expect, it } from 'vitest'
import type { FakeHost } from '../../../src/host/fake/host.ts'
import { examine } from '../../../src/target/compose/examine.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { configOf, machineRunning, RELEASE, WRITTEN } from './settings.ts'

const config = configOf({ 'web-1': { image: 'shop:1' }, edge: { image: 'haproxy' } })

async function machine(version = '2.40.3'): Promise<FakeHost> {
  const host = await machineRunning((command) => ({ stdout: command.includes('version') ? version : config }))
  await host.files.makeDir('/var/lib/docker')
  return host
}

async function lines(host: FakeHost, release?: object): Promise<string[]> {
  const options = parseComposeOptions({ ...WRITTEN, ...(release ? { release } : {}) })
  const findings = await examine(options, '/app', host)
  return findings.map(({ good, what, hint }) => `${good ? 'ok' : 'miss'} ${what} ${hint}`)
}

describe('what doctor says of an app under Compose', () => {
  it('the engine and its version, the command, the space, each image', async () => {
    const host = await machine()
    const engine = host.engines.run()
    engine.addImage('shop:1')
    engine.offer('haproxy')
    expect(await lines(host, RELEASE)).toEqual([
      expect.stringMatching(
        /^ok Docker \S+ \(API \S+\) at unix:\/\/\/var\/run\/docker\.sock \(DOCKER_HOST\) $/,
      ),
      'ok Docker Compose 2.40.3 ',
      'ok 32.0 GiB free where the engine keeps its data (/var/lib/docker) ',
      'ok image shop:1 ',
      'ok image haproxy is not here yet, and will be pulled ',
      expect.stringMatching(/^miss image shop:2, the next release, is not here Build it, or /),
      expect.stringMatching(/^ok no image .*toxiproxy.*cannot be run here $/),
    ])
  })

  it('an image that cannot be had, little space, and a release that is built', async () => {
    const host = await machine()
    host.files.freeBytes = async () => 2 ** 28
    host.engines.run().addImage('shop:1')
    const [, , ...found] = await lines(host, { ...RELEASE, build: 'docker compose build' })
    expect(found.slice(0, 4)).toEqual([
      expect.stringMatching(/^miss 0\.3 GiB free where .* See `docker system df`/),
      'ok image shop:1 ',
      expect.stringMatching(
        /^miss image haproxy is not here and cannot be pulled `docker pull haproxy` says why/,
      ),
      'ok image shop:2, the next release: release.build makes it ',
    ])
  })

  it('a Compose that is too old', async () => {
    const host = await machine('1.29.2')
    host.engines.run()
    expect((await lines(host))[1]).toMatch(/^miss Docker Compose 1\.29\.2 is too old.* Install Compose 2/)
  })

  it('an engine that does not answer, and the command all the same', async () => {
    const away = { ...(await machine()), env: { DOCKER_HOST: 'unix:///nonexistent' } }
    expect(await lines(away)).toEqual([
      expect.stringMatching(/^miss .*unix:\/\/\/nonexistent.*Start it/),
      'ok Docker Compose 2.40.3 ',
    ])
  })
})
