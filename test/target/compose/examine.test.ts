import { describe, expect, it } from 'vitest'
import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import { examine } from '../../../src/target/compose/examine.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'

const options = parseComposeOptions({ instances: ['web'], edge: { service: 'edge', port: 80 } })
const project = JSON.stringify({
  name: 'x',
  services: { web: { image: 'shop' }, edge: { image: 'haproxy' } },
})

/** One program stands for every docker command: what it prints is a version, or a project. */
async function rig(stdout = '2.40.3'): Promise<FakeHost> {
  const host = fakeHost({
    env: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
    programs: { docker: { exit: { afterMs: 1, code: stdout === '' ? 1 : 0 }, stdout } },
  })
  await host.files.makeDir('/app')
  await host.files.writeAtomic('/app/compose.yml', '')
  await host.files.makeDir('/var/lib/docker')
  return host
}
const lines = async (host: FakeHost) =>
  (await examine(options, '/app', host)).map(
    ({ good, what, hint }) => `${good ? 'ok' : 'miss'} ${what} ${hint}`,
  )

describe('what doctor says of an app under Compose', () => {
  it('the engine and its version, the command, the space', async () => {
    const host = await rig()
    host.engines.run()
    const [engine, compose, space] = await lines(host)
    expect(engine).toMatch(/^ok Docker \S+ \(API \S+\) at unix:\/\/\/var\/run\/docker\.sock \(DOCKER_HOST\)/)
    expect(compose).toBe('ok Docker Compose 2.40.3 ')
    expect(space).toMatch(/^ok 32\.0 GiB free where the engine keeps its data \(\/var\/lib\/docker\)/)
  })

  it('each image, and which cannot be had', async () => {
    const host = await rig(project)
    const machine = host.engines.run()
    machine.addImage('shop')
    expect(await lines(host)).toEqual(
      expect.arrayContaining([
        'ok image shop ',
        expect.stringMatching(/^miss image haproxy is not here and cannot be pulled Build or load it/),
      ]),
    )
    machine.offer('haproxy')
    expect(await lines(host)).toContainEqual(expect.stringContaining('haproxy is not here yet'))
  })

  it.each([
    ['1.29.2', /^miss Docker Compose 1\.29\.2 is too old Install the Compose plug-in/],
    ['', /^miss docker compose is not here Install/],
  ])('a Compose that will not do: "%s"', async (stdout, said) => {
    const host = await rig(stdout)
    host.engines.run()
    expect((await lines(host))[1]).toMatch(said)
  })

  it('an engine that does not answer, and the command all the same', async () => {
    const [engine, compose, ...more] = await lines(await rig())
    expect(engine).toMatch(/^miss .*unix:\/\/\/var\/run\/docker\.sock.*Start it/)
    expect(compose).toMatch(/^ok Docker Compose/)
    expect(more).toEqual([])
  })
})
