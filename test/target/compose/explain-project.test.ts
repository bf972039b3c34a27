import { expect, it } from 'vitest'
import { explainProject } from '../../../src/target/compose/explain-project.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { configOf, machineRunning, machineWith, WRITTEN } from './settings.ts'

const options = parseComposeOptions(WRITTEN)

it('tells what the files and the engine say, and who says it', async () => {
  const host = await machineWith({
    stdout: configOf({
      'web-1': {
        image: 'shop:1',
        stop_grace_period: '45s',
        restart: 'unless-stopped',
        stop_signal: 'SIGINT',
      },
      edge: { image: 'haproxy:3', ports: [{ target: 8080, published: '80', host_ip: '127.0.0.1' }] },
    }),
  })
  const digests = ['haproxy@sha256:9']
  const engine = host.engines.run()
  const id = engine.addImage('haproxy:3', { digests })
  const rows = await explainProject(options, WRITTEN, '/app', host)
  const said = Object.fromEntries(rows.map(({ name, value, source }) => [name, `${value} | ${source}`]))
  expect(said).toMatchObject({
    'web-1.stop limit': '45 s | docker compose config',
    'web-1.stop signal': 'SIGINT | docker compose config',
    'web-1.restart policy': 'unless-stopped | docker compose config',
    'web-1.image': 'shop:1 (not here) | docker compose config, the engine',
    'db.stop limit': "10 s | Compose's default",
    'db.restart policy': "no | Compose's default",
    'edge.published': '127.0.0.1:80 to 8080; in a run, another port as well | docker compose config',
    'edge.image': `haproxy:3 (id ${id}, digest sha256:9) | docker compose config, the engine`,
  })
})

it('says what cannot be known, and why', async () => {
  const none = await explainProject(options, WRITTEN, '/app', await machineRunning(() => null))
  expect(none).toContainEqual({ name: 'project', value: 'not known', source: 'There is no docker command.' })
  const host = await machineWith({ stdout: configOf() })
  const away = { ...host, env: { DOCKER_HOST: 'unix:///nonexistent' } }
  const rows = await explainProject(options, WRITTEN, '/app', away)
  expect(rows).toContainEqual({
    name: 'images',
    value: 'not known',
    source: expect.stringContaining('unix:///nonexistent'),
  })
})
