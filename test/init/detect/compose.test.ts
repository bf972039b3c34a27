import { describe, expect, it } from 'vitest'
import { detectCompose } from '../../../src/init/detect/compose.ts'
import { lookAt } from '../files.ts'

describe('a Compose project', () => {
  const compose = (text: string, file = 'compose.yml') => detectCompose(lookAt({ [file]: text }))

  it('has its several services of one build as instances, and its balancer as edge', async () => {
    const text = `
x-web: &web { build: ., expose: ["8000"], healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:8000/healthz"] } }
services:
  db: { image: "postgres:17" }
  cache: { image: "docker.io/library/redis:8" }
  web1: { <<: *web }
  web2: { <<: *web }
  worker: { <<: *web, command: work }
  proxy: { image: "nginx:1.29", ports: ["443:443", "127.0.0.1:8080:80"] }
`
    expect(await compose(text)).toMatchObject({
      files: ['compose.yml'],
      instances: ['web1', 'web2'],
      port: 8000,
      edge: { service: 'proxy', port: 80 },
      services: { db: 5432, cache: 6379 },
      ready: { path: '/healthz', from: 'the health check of web1' },
      balancer: null,
      notes: [],
    })
  })

  it('has its one service scaled, and a balancer written before it', async () => {
    const text =
      'services: { app: { build: ., container_name: app, ports: ["8080:3000"] }, db: { image: mysql } }'
    expect(await compose(text, 'docker-compose.yml')).toMatchObject({
      files: ['docker-compose.yml', 'compose.firedrill.yml'],
      instances: { service: 'app', count: 2 },
      port: 3000,
      edge: { service: 'firedrill-edge', port: 8080 },
      services: { db: 3306 },
      balancer: { frees: ['ports', 'container_name'], build: null },
    })
  })

  it('keeps the file that is put over its own, between that and the balancer', async () => {
    const way = await detectCompose(
      lookAt({
        'compose.yml': 'services: { app: { build: ., expose: [3000] } }',
        'compose.override.yml': 'services: { app: { ports: ["80:3000"] } }',
      }),
    )
    expect(way).toMatchObject({
      from: 'compose.yml, compose.override.yml: app',
      files: ['compose.yml', 'compose.override.yml', 'compose.firedrill.yml'],
      balancer: { frees: ['ports'] },
    })
  })

  it('takes an image that listens where nothing is built, and leaves out what is behind a profile', async () => {
    const text =
      'services: { debug: { build: ., profiles: [debug] }, app: { image: "shop:1", ports: [{ target: 4000 }] } }'
    expect(await compose(text)).toMatchObject({ instances: { service: 'app' }, port: 4000 })
  })

  it('takes the images behind its balancer for the app, which say no port where only that asks them', async () => {
    const text = `
services:
  web-1: { image: "shop:1" }
  web-2: { image: "shop:1" }
  jobs: { image: "shop:1" }
  cache: { image: "redis:8" }
  edge: { image: "haproxy:3.2", ports: ["8080:8080"] }
`
    expect(await compose(text)).toMatchObject({
      instances: ['web-1', 'web-2'],
      port: 3000,
      edge: { service: 'edge', port: 8080 },
      notes: [expect.stringContaining('on which port web-1 listens')],
    })
    expect(await compose('services: { a: { image: "shop:1" } }')).toBeNull()
  })

  it('says which port it took where the file names none', async () => {
    expect((await compose('services: { app: { build: . } }'))?.notes).toEqual([
      expect.stringContaining('3000 is taken'),
    ])
  })

  it('has its balancer in the networks that its app is in', async () => {
    const networks = async (text: string) => (await compose(text))?.balancer
    expect(await networks('services: { app: { build: ., networks: [backend] } }')).toMatchObject({
      networks: ['backend'],
      isInternal: false,
    })
    const two = 'services: { a: { build: ., networks: { front: } }, b: { build: . } }'
    expect(await networks(two)).toMatchObject({ networks: ['front', 'default'] })
    const closed =
      'services: { app: { build: ., networks: [a, b] } }\nnetworks: { a: { internal: true }, b: { internal: true } }'
    expect(await networks(closed)).toMatchObject({ networks: ['a', 'b'], isInternal: true })
    expect(await networks(closed.replace('b: { internal: true }', 'b: '))).toMatchObject({
      isInternal: false,
    })
  })

  it('is told where its balancer could not find it', async () => {
    const notes = async (mode: string) =>
      (await compose(`services: { app: { build: ., network_mode: "${mode}", expose: [80] } }`))?.notes
    expect(await notes('host')).toEqual([expect.stringContaining('app has network_mode: host')])
    expect(await notes('service:vpn')).toHaveLength(1)
    const own =
      'services: { a: { build: ., network_mode: host, expose: [80] }, nginx: { image: nginx, ports: [80] } }'
    expect((await compose(own))?.notes).toEqual([])
  })

  it('says that it took a port for the balancer’s, where the file names none that can be read', async () => {
    const text = 'services: { a: { build: ., expose: [80] }, nginx: { image: nginx, ports: ["80:${PORT}"] } }'
    expect(await compose(text)).toMatchObject({
      edge: { service: 'nginx', port: 80 },
      notes: [expect.stringContaining('80 is taken; --edge nginx:8080 would name another')],
    })
  })

  it.each(['services: {}', 'services: [', '- a', '', 'services: { db: { image: postgres } }'])(
    'is not found in %j',
    async (text) => {
      expect(await compose(text)).toBeNull()
    },
  )
})
