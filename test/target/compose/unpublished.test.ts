import { describe, expect, it } from 'vitest'
import { checkCompose, projectRefusals } from '../../../src/target/compose/check.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { overrideOf } from '../../../src/target/compose/override.ts'
import { publishOf } from '../../../src/target/compose/ports.ts'
import { parseProject } from '../../../src/target/compose/project.ts'
import { addressOf } from '../../../src/target/compose/surroundings.ts'
import { whyUnpublished } from '../../../src/target/compose/unpublished.ts'
import { configOf, machineWith, projectOf, surroundings, WRITTEN } from './settings.ts'

const options = parseComposeOptions(WRITTEN)
const NETWORKS = { networks: { back: { name: 'shop_back', internal: true }, front: { name: 'shop_front' } } }
const inside = { networks: { back: null } }
const both = { networks: { back: null, front: null } }
const reasons = (services: Record<string, object>, more: object = NETWORKS) =>
  projectRefusals(options, projectOf(services, more)).map(({ code, reason }) => `${code}: ${reason}`)

describe('what publishes no port', () => {
  it.each<[string, Record<string, object>, string]>([
    [
      'an instance on internal networks only',
      { 'web-1': inside },
      'web-1 cannot be reached: of its networks',
    ],
    ['an edge on internal networks only', { edge: inside }, 'edge cannot be reached: of its networks'],
    [
      'the host’s network',
      { 'web-2': { network_mode: 'host' } },
      'web-2 cannot be reached: with network_mode: host',
    ],
    ['no network', { edge: { network_mode: 'none' } }, 'edge cannot be reached: with network_mode: none'],
    ['that of another service', { 'web-1': { network_mode: 'service:db' } }, 'with network_mode: service:db'],
    ['that of a container', { 'web-1': { network_mode: 'container:x' } }, 'with network_mode: container:x'],
  ])('is refused before anything is started: %s', (_what, services, reason) => {
    expect(reasons(services)).toEqual([expect.stringContaining(reason)])
    expect(reasons(services)[0]).toMatch(/^plan-refused: /)
  })

  it('is also what is on a default network that is internal', () => {
    const more = { networks: { default: { name: 'shop_default', internal: true } } }
    expect(reasons({}, more)).toHaveLength(3)
    expect(whyUnpublished(projectOf({}, more), 'db')).toContain('default')
  })

  it('is said by the check of the plan, with what to do', async () => {
    const host = await machineWith({ stdout: configOf({ 'web-1': inside }, NETWORKS) })
    expect(await checkCompose(options, '/app', host)).toMatchObject([
      { reason: expect.stringContaining('web-1'), hint: expect.stringContaining('that is not internal') },
    ])
  })

  it('is allowed of a database beside an app that is on a network of each kind', () => {
    expect(reasons({ 'web-1': both, 'web-2': both, edge: both, db: inside })).toEqual([])
    expect(reasons({ 'web-1': { network_mode: 'bridge' }, edge: { networks: { front: null } } })).toEqual([])
  })

  it('is told of a scaled service as of any other, and its replicas start', () => {
    const scaled = parseComposeOptions({
      instances: { service: 'web', count: 2 },
      edge: { service: 'edge', port: 8080 },
    })
    const of = (web: object) =>
      parseProject(JSON.stringify({ name: 'shop', services: { web, edge: both }, ...NETWORKS }))
    const wanted = { deploy: { replicas: 3 }, scale: 3 }
    expect(projectRefusals(scaled, of({ ...wanted, ...both }))).toEqual([])
    expect(projectRefusals(scaled, of({ ...wanted, ...inside }))).toMatchObject([
      { reason: expect.stringContaining('web cannot be reached') },
    ])
  })

  it('is given no port and no address, so that the engine’s word is taken', () => {
    const around = surroundings({}, { db: { network_mode: 'service:web-1' } })
    expect(addressOf(around, 'db')).toBeNull()
    expect(addressOf(around, 'edge')).toEqual({ host: '127.0.0.1', port: 8080 })
    const made = overrideOf(around.project, around, publishOf(around.options, around.ports)) as {
      services: Record<string, { ports?: unknown }>
    }
    expect(made.services.db).not.toHaveProperty('ports')
    expect(made.services.edge).toHaveProperty('ports')
  })
})
