import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { neededImages } from '../../../src/target/compose/images.ts'
import { parseProject } from '../../../src/target/compose/project.ts'
import { ENDPOINT } from './rig.ts'

const build = { context: '/app', dockerfile: 'ops/Dockerfile', args: { BASE: 'node:24' } }

async function rig(services: Record<string, object>, files: Record<string, string> = {}) {
  const host = fakeHost()
  await host.files.makeDir('/app/ops')
  for (const [path, text] of Object.entries(files)) await host.files.writeAtomic(path, text)
  const machine = host.engines.run()
  const project = parseProject(JSON.stringify({ name: 'shop', services }))
  const asked = () => neededImages(project, host.engines.open(ENDPOINT), host.files)
  return { machine, asked }
}

it('tells of each where it is', async () => {
  const { machine, asked } = await rig({
    db: { image: 'postgres' },
    edge: { image: 'haproxy' },
    more: { image: 'x' },
  })
  machine.addImage('postgres')
  machine.offer('haproxy')
  expect(await asked()).toEqual([
    { name: 'postgres', where: 'here' },
    { name: 'haproxy', where: 'registry' },
    { name: 'x', where: 'nowhere' },
  ])
})

it('of one that is built, needs what it is built on until it is there', async () => {
  const services = { web: { image: 'shop:1', build }, job: { image: 'shop:1' } }
  const { machine, asked } = await rig(services, { '/app/ops/Dockerfile': 'ARG BASE=x\nFROM ${BASE}' })
  expect(await asked()).toEqual([{ name: 'node:24', where: 'nowhere' }])
  machine.addImage('shop:1')
  expect(await asked()).toEqual([{ name: 'shop:1', where: 'here' }])
})

it('asks for nothing where the build is somewhere else', async () => {
  const services = { web: { image: 'shop:1', build: { context: 'https://example.org/shop.git' } }, one: {} }
  expect(await (await rig(services)).asked()).toEqual([])
})
