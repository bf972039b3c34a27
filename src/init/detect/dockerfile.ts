import { BALANCER } from '../balancer.ts'
import { pathInCheck } from '../guess.ts'
import type { ComposeWay, Look } from '../way.ts'

const USUAL_PORT = 3000

/** An app that has a Dockerfile and no Compose file: one is written for the drills alone. */
export async function detectDockerfile(look: Look): Promise<ComposeWay | null> {
  const text = await look.read('Dockerfile')
  if (text === null) return null
  const exposed = /^\s*EXPOSE\s+(\d+)/im.exec(text)?.[1]
  return {
    target: 'compose',
    from: 'Dockerfile',
    files: [BALANCER.file],
    instances: { service: 'web', count: 2 },
    port: exposed === undefined ? USUAL_PORT : Number(exposed),
    edge: { service: BALANCER.service, port: BALANCER.port },
    services: {},
    balancer: { file: BALANCER.file, build: '.', frees: [], networks: ['default'], isInternal: false },
    ready: checkOf(text),
    notes:
      exposed === undefined
        ? [`The Dockerfile has no EXPOSE: port ${USUAL_PORT} is taken for the app's; --port names another.`]
        : [],
  }
}

function checkOf(text: string): ComposeWay['ready'] {
  const path = pathInCheck(/^\s*HEALTHCHECK[\s\S]*/im.exec(text)?.[0] ?? '')
  return path === null
    ? { path: '/', from: 'the Dockerfile has no HEALTHCHECK with a URL' }
    : { path, from: 'HEALTHCHECK of the Dockerfile' }
}
