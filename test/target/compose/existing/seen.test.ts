import { expect, it } from 'vitest'
import {
  lookAtProject,
  namedServices,
  projectOf,
  readLines,
  scaledRefusals,
  seenRefusals,
  touchedOf,
} from '../../../../src/target/compose/existing/seen.ts'
import { graceMs } from '../../../../src/target/compose/project.ts'
import { labelsOf, optionsWith, staging } from './rig.ts'

const options = optionsWith()

it('is the part of the project that is named, and nothing of another', async () => {
  const { engine, ids } = await staging()
  const seen = await lookAtProject(options, engine)
  expect(namedServices(options)).toEqual({ 'web-1': 3000, 'web-2': 3000, db: 5432, edge: 8080 })
  expect(Object.values(seen).map((each) => each?.id)).toEqual(
    ['web-1', 'web-2', 'db', 'edge'].map((name) => ids[name]),
  )
  const { name, where, things } = touchedOf(options, engine, seen)
  expect({ name, where }).toEqual({
    name: 'shop',
    where: 'the project shop on the engine at tcp://10.0.0.5:2375',
  })
  expect(things[1]).toEqual({ name: 'shop-web-2-1', image: 'shop:1', state: 'running, healthy' })
  expect(things.map((each) => each.name)).not.toContain('other-web-1-1')
  expect(seenRefusals(options, engine, seen)).toEqual([])
})

it('tells grace periods as the containers have them, and what cannot be seen', async () => {
  const { engine } = await staging({ db: { stopGraceMs: undefined as never } })
  const seen = await lookAtProject(options, engine)
  const { services } = projectOf(options, seen)
  expect(graceMs(services['web-1'] ?? {})).toBe(45_000)
  expect(graceMs(services.db ?? {})).toBe(10_000)
  const lines = readLines(options, engine, seen)
  expect(lines[0]).toMatch(
    /^shop-web-1-1 \(shop:1, .*\) is reached at 10\.0\.0\.5:32001; stop limit 45 s, restart always$/,
  )
  expect(lines[1]).toContain('its readiness by its health check, its release by its image')
})

it('refuses what is down, what nothing tells of, and an edge that nobody reaches', async () => {
  const { engine, ids } = await staging({ 'web-2': { checked: false }, edge: { published: {} } })
  await engine.signal(ids['web-1'] ?? '', 'SIGKILL')
  const reasons = seenRefusals(options, engine, await lookAtProject(options, engine)).map(
    ({ reason }) => reason,
  )
  expect(reasons).toEqual([
    'web-1 of the project shop is exited: a drill begins with an app that is up.',
    expect.stringContaining('Nothing tells whether web-2 is ready'),
    expect.stringContaining('The port 8080 of edge is not published'),
  ])
  const named = optionsWith({ edge: { service: 'edge', port: 8080, url: 'http://staging.example' } })
  expect(seenRefusals(named, engine, await lookAtProject(named, engine))).toHaveLength(2)
})

it('refuses a project that is not there', async () => {
  const { engine } = await staging()
  const elsewhere = optionsWith({ project: 'nothing' })
  expect(seenRefusals(elsewhere, engine, await lookAtProject(elsewhere, engine))).toMatchObject([
    { code: 'plan-refused', reason: expect.stringContaining('has no container of the project nothing') },
  ])
})

it('refuses a service with several containers: nothing tells which is meant', async () => {
  const { engine, machine } = await staging()
  expect(await scaledRefusals(options, engine)).toEqual([])
  const second = { name: 'shop-web-1-2', image: 'shop:1', program: {}, labels: labelsOf('shop', 'web-1') }
  await engine.start(machine.create(second))
  expect(await scaledRefusals(options, engine)).toMatchObject([
    { reason: expect.stringContaining('web-1 of the project shop has 2 containers') },
  ])
})
