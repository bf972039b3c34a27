import { describe, expect, it } from 'vitest'
import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { usable } from '../../../src/target/compose/usable.ts'

const options = parseComposeOptions({ instances: ['web'], edge: { service: 'edge', port: 80 } })
const project = JSON.stringify({
  name: 'x',
  services: { web: { image: 'shop' }, edge: { image: 'haproxy' } },
})

async function rig(docker: object = { stdout: project }): Promise<FakeHost> {
  const host = fakeHost({
    env: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
    programs: { docker: { exit: { afterMs: 1, code: 0 }, ...docker } },
  })
  await host.files.makeDir('/app')
  await host.files.writeAtomic('/app/compose.yml', '')
  return host
}
const asked = (host: FakeHost) => usable(options, '/app', host)

describe('a project under Compose can be used', () => {
  it('where an engine answers and the images are there, or can be had', async () => {
    const host = await rig()
    const machine = host.engines.run()
    machine.addImage('shop')
    machine.addImage('haproxy')
    expect(await asked(host)).toEqual({
      yes: true,
      why: expect.stringMatching(/^Docker \S+ answers and its images are here$/),
    })
  })

  it('where an image has to be pulled first, which is said', async () => {
    const host = await rig()
    const machine = host.engines.run()
    machine.addImage('shop')
    machine.offer('haproxy')
    expect(await asked(host)).toMatchObject({
      yes: true,
      why: expect.stringContaining('haproxy will be pulled'),
    })
  })

  it('not where an image cannot be had', async () => {
    const host = await rig()
    host.engines.run().addImage('shop')
    expect(await asked(host)).toEqual({ yes: false, why: 'haproxy is not here and cannot be pulled' })
  })

  it('not where no engine answers', async () => {
    const { yes, why } = await asked(await rig())
    expect([yes, why]).toEqual([false, expect.stringContaining('unix:///var/run/docker.sock')])
  })

  it('not where docker compose cannot read it', async () => {
    const host = await rig({
      exit: { afterMs: 1, code: 125 },
      stderr: 'no such command: compose',
      stdout: '',
    })
    host.engines.run()
    const { yes, why } = await asked(host)
    expect([yes, why]).toEqual([false, expect.stringContaining('no such command: compose')])
  })
})
