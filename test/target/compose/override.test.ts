import { expect, it } from 'vitest'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { overrideOf } from '../../../src/target/compose/override.ts'
import { choosePorts, publishOf } from '../../../src/target/compose/ports.ts'
import { projectOf, WRITTEN } from './settings.ts'

const around = { run: 'r', logs: '/app/reports/r/logs' }
const labels = { 'dev.firedrill.run': 'r', 'dev.firedrill.record': '/app/reports/r' }

it('labels all that is made, and publishes on loopback alone', () => {
  const networks = { app: { name: 'shop_app' }, theirs: { name: 'theirs', external: true } }
  const project = projectOf({}, { networks, volumes: { data: null } })
  const override = overrideOf(project, around, [{ service: 'web-1', target: 3000, published: 4001 }])
  expect(override).toEqual({
    services: {
      'web-1': {
        labels,
        ports: [{ target: 3000, published: '4001', host_ip: '127.0.0.1', protocol: 'tcp', mode: 'host' }],
      },
      'web-2': { labels },
      db: { labels },
      edge: { labels },
    },
    networks: { app: { labels } },
    volumes: { data: { labels } },
  })
})

it('chooses a free port for each instance, each service and the edge', async () => {
  let next = 4000
  const options = parseComposeOptions({ ...WRITTEN, port: 80 })
  const ports = await choosePorts(options, { freePort: async () => ++next })
  expect(ports).toEqual({ 'web-1': 4001, 'web-2': 4002, db: 4003, edge: 4004 })
  expect(publishOf(options, ports)).toEqual([
    { service: 'web-1', target: 80, published: 4001 },
    { service: 'web-2', target: 80, published: 4002 },
    { service: 'db', target: 5432, published: 4003 },
    { service: 'edge', target: 8080, published: 4004 },
  ])
})

it('puts links between the instances and a service, for the instances alone', () => {
  const interposed = {
    services: { 'firedrill-link-db': { image: 'toxiproxy' } },
    instances: ['web-1', 'web-2'],
    links: ['firedrill-link-db:db'],
  }
  const override = overrideOf(projectOf(), around, [], interposed)
  expect(override).toMatchObject({
    services: {
      'web-1': { labels, links: ['firedrill-link-db:db'] },
      db: { labels },
      'firedrill-link-db': { image: 'toxiproxy', labels },
    },
  })
  expect(JSON.stringify(override).match(/"links"/g)).toHaveLength(2)
})
