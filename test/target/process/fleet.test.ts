import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createFleet } from '../../../src/target/process/fleet.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { instanceSpecs } from '../../../src/target/process/spec.ts'
import { runtimeOn, surroundings } from './settings.ts'

function fleet() {
  const runtime = runtimeOn(fakeHost())
  const around = surroundings({ run: 'server --port {port}', env: { NAME: '{name}', N: '{n}' } })
  const instances = instanceSpecs(around).map((spec) => createManaged(spec, runtime))
  return createFleet({ services: [], instances, edge: null }, around, runtime)
}

const names = (all: readonly { spec: { name: string } }[]) => all.map(({ spec }) => spec.name)

describe('the fleet', () => {
  it('is what the configuration says, and all of it is the app', () => {
    const { all, serving } = fleet()
    expect(names(all())).toEqual(['web-1', 'web-2'])
    expect(names(serving())).toEqual(['web-1', 'web-2'])
  })

  it('takes in further ones, each with a number and a port of its own, which are not the app yet', async () => {
    const those = fleet()
    const green = await those.create('web-1-green')
    const second = await those.create('web-2-green')
    expect(green.spec).toMatchObject({ env: { NAME: 'web-1-green', N: '3' }, port: expect.any(Number) })
    expect(green.spec.argv).toEqual(['server', '--port', String(green.spec.port)])
    expect(second.spec.env.N).toBe('4')
    expect(second.spec.port).not.toBe(green.spec.port)
    expect(names(those.serving())).toEqual(['web-1', 'web-2'])
    those.serveWith(['web-1-green', 'web-2-green'])
    expect(names(those.serving())).toEqual(['web-1-green', 'web-2-green'])
    expect(names(those.all())).toHaveLength(4)
  })

  it('gives one that comes back its place again, and remembers what each has used', async () => {
    const those = fleet()
    const { port } = those.find('web-2').spec
    those.drop('web-2')
    expect(names(those.serving())).toEqual(['web-1'])
    expect(names(those.ever())).toEqual(['web-2', 'web-1'])
    expect((await those.create('web-2')).spec).toMatchObject({ port, env: { N: '2' } })
  })

  it('refuses names that are taken, unknown, or no names', async () => {
    const those = fleet()
    await expect(those.create('web-1')).rejects.toThrow('There is a "web-1" already')
    await expect(those.create('a/b')).rejects.toThrow('cannot name an instance')
    expect(() => those.serveWith(['web-3'])).toThrow('no instance "web-3"')
    expect(() => those.place('web-3')).toThrow('Nothing is known')
    expect(names(those.serving())).toEqual(['web-1', 'web-2'])
  })
})
