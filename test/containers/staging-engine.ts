/** A small team's staging on an engine of another machine, as it were, whose network can be taken away. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeProject, type TestProject } from '../e2e/project.ts'
import { root, type Scratch } from '../e2e/scratch.ts'
import { output, run } from './commands.ts'
import { drillsFor, OPERATIONS } from './staging-app.ts'

const NODE = process.env.NODE_IMAGE ?? 'node:24-bookworm-slim'
const SCRIPT = join(root, '.ci', 'second-engine')
export const PROJECT = 'shop-staging'

export interface StagingEngine {
  /** Its address: over the network that can be taken away. */
  host: string
  /** A docker command on its own machine, past that network. */
  docker(...args: readonly string[]): Promise<string>
  /** `running`, `paused`, … of a service's container. */
  state(service: string): Promise<string>
  /** All that it has of containers, networks and volumes: id, and for containers how they are. */
  everything(): Promise<string>
  /** Ends the engine, and its containers with it, and starts it again. */
  restart(): Promise<void>
  cutOff(): Promise<void>
  joinAgain(): Promise<void>
  /** Drills on it, whose configuration says this of the lease. */
  drills(name: string, lease: { socket?: string; length?: string }): TestProject
  readonly socket: string
  stop(): Promise<void>
}

/** What this machine lacks for it; null: nothing. It takes a network namespace of its own. */
export async function lacksSecondEngine(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'a second engine takes root'
  const { code } = await run(['sh', '-c', 'command -v ip nsenter dockerd']).catch(() => ({ code: 1 }))
  return code === 0 ? null : 'a second engine takes ip, nsenter and dockerd'
}

/** `number`: there is one at a time of each. */
export async function startStaging(scratch: Scratch, number: number): Promise<StagingEngine> {
  const directory = mkdtempSync(join(tmpdir(), 'staging-engine-'))
  const script = (...args: string[]) =>
    output([SCRIPT, ...args], { env: { ...process.env, ENGINE_NUMBER: String(number) } })
  const host = await script('start', directory, NODE)
  const operations = makeProject(scratch, 'ops', OPERATIONS)
  const socket = join(directory, 'engine.sock')
  const there = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    output(argv, { env: { ...process.env, DOCKER_HOST: `unix://${socket}`, ...env }, cwd: operations.cwd })
  const docker = (...args: readonly string[]) => there(['docker', ...args])
  const build = ['build', '--quiet', '--build-arg', `NODE_IMAGE=${NODE}`, '--build-arg', 'VERSION=1']
  await docker(...build, '--tag', 'staging-app:1', 'app')
  const up = [
    'docker',
    'compose',
    '--file',
    'staging.yml',
    '--project-name',
    PROJECT,
    'up',
    '--detach',
    '--wait',
  ]
  await there(up, { TAG: '1' })
  return {
    host,
    socket,
    docker,
    state: (service) => docker('inspect', '--format', '{{.State.Status}}', `${PROJECT}-${service}-1`),
    async everything() {
      const format = '{{.Id}} {{.Name}} {{.Config.Image}} {{.State.Status}} {{.RestartCount}}'
      const ids = (await docker('ps', '--all', '--quiet')).split('\n')
      const things = [await docker('network', 'ls', '--quiet'), await docker('volume', 'ls', '--quiet')]
      return [await docker('inspect', '--format', format, ...ids), ...things].join('\n')
    },
    restart: async () => void (await script('restart', directory)),
    cutOff: async () => void (await script('cut_off')),
    joinAgain: async () => void (await script('join_again')),
    drills: (name, lease) => makeProject(scratch, name, drillsFor(host, PROJECT, operations.cwd, lease)),
    stop: async () => void (await script('stop', directory)),
  }
}

/** The pid of the watchdog of the run whose record this is; null: there is none. */
export function watchdogOf(record: string): number | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const words = commandOf(pid)
    if (words.some((word) => /watchdog\/main\.[jt]s$/.test(word)) && words.includes(record))
      return Number(pid)
  }
  return null
}

/** Empty for one that ended meanwhile. */
function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
