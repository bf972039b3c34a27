import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe } from 'vitest'
import { createComposeTarget } from '../../src/target/compose/compose-target.ts'
import { conforms } from '../target/conformance.ts'
import { lacks, tellSkipped } from './lacks.ts'

const root = new URL('../..', import.meta.url).pathname

describe.skipIf(tellSkipped(await lacks()))('a target of containers', () => {
  conforms('the shop under Compose', {
    network: true,
    resources: true,
    storage: true,
    words: { kill: ['docker', 'kill'], pauseUndo: 'unpause-container', ending: 'remove-project' },
    async create(world) {
      await cp(join(root, 'compose'), join(world.root, 'compose'), { recursive: true })
      const options = {
        files: ['compose/compose.yml'],
        inheritEnv: ['NODE_IMAGE', 'POSTGRES_IMAGE', 'HAPROXY_IMAGE'],
        instances: ['web-1', 'web-2'],
        edge: { service: 'edge', port: 8080, ready: '/_edge/ready', accessLog: {} },
        services: { db: { port: 5432 } },
        prepare: [{ run: 'docker compose run --rm -T migrate migrate.js up' }],
        version: '/version',
        probePath: '/products',
        release: { variable: 'SHOP_TAG', image: 'firedrill-shop:{version}', current: '1.0.0', next: '1.1.0' },
      }
      return { target: createComposeTarget(options, { root: world.root }) }
    },
  })
})
