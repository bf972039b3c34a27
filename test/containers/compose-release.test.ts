/** Releases of an app that is nothing but Node, on real containers: what every target does with them. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { createComposeTarget } from '../../src/target/compose/compose-target.ts'
import { conforms } from '../target/conformance.ts'
import { writeReleases } from '../target/process/release-app.ts'
import { output } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'

const NODE = process.env.NODE_IMAGE ?? 'node:24-bookworm-slim'
const VERSIONS = ['1.0.0', '1.1.0']
const image = (version: string) => `firedrill-conforms-${process.pid}:${version}`

const DOCKERFILE = `FROM ${NODE}
WORKDIR /app
COPY . .
USER 10001:10001
ENTRYPOINT ["node"]
CMD ["server.cjs"]
`
/** `{weights}` as addresses within the project's network. */
const ROUTE = `
const [, , edge, ...weights] = process.argv
const to = weights.map((each) => each.split('=')).map(([name, weight]) => name + '=http://' + name + ':3000*' + weight)
const answer = await fetch(edge + '/_upstreams?to=' + encodeURIComponent(to.join(',')))
process.exitCode = answer.status === 200 ? 0 : 1
`

function service(name: string, more: object = {}): object {
  return {
    image: `${image('')}\${TAG}`,
    read_only: true,
    restart: 'on-failure',
    stop_grace_period: '5s',
    environment: {
      HOST: '0.0.0.0',
      PORT: '3000',
      NAME: name,
      GREETING: 'hello',
      DB_HOST: 'db',
      DB_PORT: '5432',
    },
    ...more,
  }
}

function beside(script: string, environment: object): object {
  const volumes = [`./${script}:/app/${script}:ro`]
  return {
    image: NODE,
    command: ['node', `/app/${script}`],
    volumes,
    environment: { HOST: '0.0.0.0', ...environment },
  }
}

const COMPOSE = {
  services: {
    'web-1': service('web-1'),
    'web-2': service('web-2'),
    'web-1-green': service('web-1-green', { profiles: ['further'] }),
    'web-2-green': service('web-2-green', { profiles: ['further'] }),
    'web-3': service('web-3', { profiles: ['further'] }),
    db: beside('db.cjs', { PORT: '5432' }),
    edge: beside('edge.cjs', { PORT: '8080', UPSTREAMS: 'web-1=http://web-1:3000,web-2=http://web-2:3000' }),
  },
}

describe.skipIf(tellSkipped(await lacks()))('releases under Compose', () => {
  afterAll(() => output(['docker', 'image', 'rm', ...VERSIONS.map(image)]))

  conforms('an app in images, with a database and an edge that can be told', {
    shipping: true,
    words: { kill: ['docker', 'kill'], pauseUndo: 'unpause-container', ending: 'remove-project' },
    async create({ root }) {
      await writeReleases(root)
      await writeFile(join(root, 'compose.yml'), JSON.stringify(COMPOSE))
      await writeFile(join(root, 'route.mjs'), ROUTE)
      for (const version of VERSIONS) {
        const directory = join(root, 'releases', version)
        await writeFile(join(directory, 'Dockerfile'), DOCKERFILE)
        await output(['docker', 'build', '--tag', image(version), directory])
      }
      const options = {
        instances: ['web-1', 'web-2'],
        edge: { service: 'edge', port: 8080, ready: '/_ready', route: 'node route.mjs {edge.url} {weights}' },
        services: { db: { port: 5432 } },
        health: '/health',
        version: '/version',
        readyTimeout: '6s',
        required: ['GREETING'],
        release: {
          variable: 'TAG',
          image: image('{version}'),
          current: '1.0.0',
          next: '1.1.0',
          broken: { node: NODE },
        },
        deploy: { strategy: 'blue-green' },
      }
      return { target: createComposeTarget(options, { root, secrets: ['hunter2-hunter2'] }) }
    },
  })
})
