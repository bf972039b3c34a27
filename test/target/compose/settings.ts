import { FiredrillError } from '../../../src/errors.ts'
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

interface Printed {
  stdout?: string
  stderr?: string
  code?: number
}

/** A machine with an engine, on which `docker` prints this and ends with that code. */
export async function machineWith(docker: Printed): Promise<FakeHost> {
  return machineRunning(() => docker)
}

/** One on which a command prints what `docker` says of it; null: there is no such program. */
export async function machineRunning(docker: (command: string) => Printed | null): Promise<FakeHost> {
  const host = fakeHost({ env: { DOCKER_HOST: 'unix:///var/run/docker.sock' } })
  host.engines.run()
  host.processes.run = async (argv) => {
    const printed = docker(argv.join(' '))
    if (printed === null)
      throw new FiredrillError('tool-missing', `The program "${argv[0]}" was not found.`, { hint: '' })
    const { stdout = '', stderr = '', code = 0 } = printed
    return { exitCode: code, signal: null, stdout, stderr, timedOut: false }
  }
  await host.files.makeDir('/app')
  await host.files.writeAtomic('/app/compose.yml', '')
  return host
}
