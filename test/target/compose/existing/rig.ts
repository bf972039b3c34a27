import type { Engine } from '../../../../src/host/engine/engine.ts'
import type { FakeEngine } from '../../../../src/host/fake/engine/machine.ts'
import type { FakeContainerSpec } from '../../../../src/host/fake/engine/model.ts'
import { type FakeHost, fakeHost } from '../../../../src/host/fake/host.ts'
import {
  type ExistingOptions,
  parseExistingOptions,
} from '../../../../src/target/compose/existing/options.ts'

export const URL_THERE = 'tcp://10.0.0.5:2375'

export const WRITTEN = {
  manage: 'existing',
  project: 'shop',
  host: URL_THERE,
  instances: ['web-1', 'web-2'],
  edge: { service: 'edge', port: 8080 },
  services: { db: { port: 5432 } },
}

export function optionsWith(more: object = {}): ExistingOptions {
  return parseExistingOptions({ ...WRITTEN, ...more })
}

export interface Staging {
  host: FakeHost
  machine: FakeEngine
  engine: Engine
  /** By service; `other` is a web-1 of another project. */
  ids: Record<string, string>
}

const IMAGES = { 'web-1': 'shop:1', 'web-2': 'shop:1', db: 'postgres:17', edge: 'haproxy:3' }

/**
 * A project that is up on another machine: web-1 and the edge publish their ports, web-2 has a health check alone.
 * `dockerSays`: what the docker command prints, whatever it is asked.
 */
export async function staging(
  more: Record<string, Partial<FakeContainerSpec>> = {},
  { own = 'shop', dockerSays = '' }: { own?: string; dockerSays?: string } = {},
): Promise<Staging> {
  const docker = { exit: { afterMs: 10, code: 0 }, stdout: dockerSays }
  const host = fakeHost({ programs: { docker } })
  const machine = host.engines.run(URL_THERE)
  for (const image of Object.values(IMAGES)) machine.addImage(image)
  machine.addNetwork('shop_app')
  const engine = host.engines.open({ url: URL_THERE, tls: null })
  const ids: Record<string, string> = {}
  const published = { 'web-1': { '3000/tcp': [{ host: '0.0.0.0', port: 32_001 }] } as const }
  const make = (project: string, service: string, image: string) =>
    machine.create({
      name: `${project}-${service}-1`,
      image,
      program: {},
      labels: labelsOf(project, service),
      networks: { shop_app: [service] },
      published:
        service === 'edge'
          ? { '8080/tcp': [{ host: '0.0.0.0', port: 8081 }] }
          : service === 'web-1'
            ? published['web-1']
            : {},
      checked: service === 'web-2',
      restart: 'always',
      stopGraceMs: 45_000,
      ...(project === own ? more[service] : {}),
    })
  for (const [service, image] of Object.entries(IMAGES)) ids[service] = make(own, service, image)
  ids.other = make('other', 'web-1', 'shop:1')
  for (const id of Object.values(ids)) await engine.start(id)
  if (!more['web-2']) machine.setHealth(ids['web-2'] ?? '', 'healthy')
  return { host, machine, engine, ids }
}

export function labelsOf(project: string, service: string): Record<string, string> {
  return {
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
    'com.docker.compose.oneoff': 'False',
  }
}
