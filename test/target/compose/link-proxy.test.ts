import { expect, it } from 'vitest'
import {
  apiOf,
  linkOf,
  linkPorts,
  linkServices,
  linksOfInstance,
  TOXIPROXY_IMAGE,
} from '../../../src/target/compose/link-proxy.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { choosePorts, publishOf } from '../../../src/target/compose/ports.ts'
import { projectOf, WRITTEN } from './settings.ts'

const two = { db: { port: 5432 }, replica: { port: 5432 } }
const options = parseComposeOptions({ ...WRITTEN, services: two })

it('puts one proxy for each service, so that two on one port do not meet', async () => {
  expect(linkPorts(options, ['db', 'replica'])).toEqual([
    { key: 'firedrill-link-db', service: 'firedrill-link-db', target: 5432 },
    { key: 'firedrill-link-db:api', service: 'firedrill-link-db', target: 8474 },
    { key: 'firedrill-link-replica', service: 'firedrill-link-replica', target: 5432 },
    { key: 'firedrill-link-replica:api', service: 'firedrill-link-replica', target: 8474 },
  ])
  let next = 4000
  const ports = await choosePorts(options, { freePort: async () => ++next }, ['db'])
  expect(ports).toMatchObject({ [linkOf('db')]: 4006, [apiOf('db')]: 4007 })
  expect(publishOf(options, ports, ['db']).slice(-2)).toEqual([
    { service: 'firedrill-link-db', target: 5432, published: 4006 },
    { service: 'firedrill-link-db', target: 8474, published: 4007 },
  ])
  expect(linksOfInstance(['db'])).toEqual(['firedrill-link-db:db'])
})

it('is on every network of the service and of the instances, as nobody special', () => {
  const project = projectOf({
    'web-1': { networks: { front: null, back: {} } },
    db: { networks: { back: null } },
  })
  expect(linkServices(project, options, ['db'], TOXIPROXY_IMAGE)).toEqual({
    'firedrill-link-db': expect.objectContaining({
      image: 'ghcr.io/shopify/toxiproxy:2.5.0',
      networks: ['back', 'front'],
      read_only: true,
      user: '65534:65534',
    }),
  })
  expect(linkServices(projectOf(), options, ['db'], 'x')['firedrill-link-db']).not.toHaveProperty('networks')
})

it('refuses a service that is on no network of the project: its link would lead nowhere', () => {
  const project = projectOf({ db: { network_mode: 'host' } })
  expect(() => linkServices(project, options, ['db'], 'x')).toThrow('db is on no network')
  expect(() => linkServices(project, options, ['replica'], 'x')).not.toThrow()
})

it('refuses instances that are on no network of the project, where there is a link', () => {
  const project = projectOf({ 'web-2': { network_mode: 'host' } })
  expect(() => linkServices(project, options, ['db'], 'x')).toThrow('web-2 is on no network')
  expect(linkServices(project, options, [], 'x')).toEqual({})
})
