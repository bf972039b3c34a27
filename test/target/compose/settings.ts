import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import type { Project } from '../../../src/target/compose/project.ts'
import { parseProject } from '../../../src/target/compose/project.ts'
import type { Surroundings } from '../../../src/target/compose/surroundings.ts'

export const RELEASE = { variable: 'TAG', image: 'shop:{version}', current: '1', next: '2' }

export const WRITTEN = {
  instances: ['web-1', 'web-2'],
  edge: { service: 'edge', port: 8080 },
  services: { db: { port: 5432 } },
}

/** As `docker compose config --format json` prints it. */
export function configOf(services: Record<string, object> = {}, more: object = {}): string {
  const all = { 'web-1': {}, 'web-2': {}, db: {}, edge: {}, ...services }
  return JSON.stringify({ name: 'shop', services: all, networks: { app: { name: 'shop_app' } }, ...more })
}

export function projectOf(services: Record<string, object> = {}, more: object = {}): Project {
  return parseProject(configOf(services, more))
}

export function surroundings(written: object = {}, services: Record<string, object> = {}): Surroundings {
  return {
    options: parseComposeOptions({ ...WRITTEN, ...written }),
    project: projectOf(services),
    files: ['/app/compose.yml', '/tmp/state/compose.firedrill.json'],
    links: [],
    ports: { 'web-1': 3001, 'web-2': 3002, db: 5432, edge: 8080 },
    root: '/app',
    state: '/tmp/state',
    logs: '/tmp/logs',
    run: 'r',
  }
}

/** A machine on which `docker` prints this and ends with that code. */
export async function machineWith(docker: {
  stdout?: string
  stderr?: string
  code?: number
}): Promise<FakeHost> {
  const { code = 0, ...prints } = docker
  const host = fakeHost({ programs: { docker: { ...prints, exit: { afterMs: 10, code } } } })
  await host.files.makeDir('/app')
  await host.files.writeAtomic('/app/compose.yml', '')
  return host
}
