/** What the engine says of a container, in firedrill's words. */
import type { ContainerInspectInfo } from 'dockerode'
import type { Attachment, Container, Published } from './engine.ts'

/** What an engine says of a time that has not been: year 1. */
const NEVER = '0001-01-01T00:00:00Z'
const NANO = 1e9

export function containerOf(seen: ContainerInspectInfo): Container {
  const { State: state, NetworkSettings: settings, HostConfig: host } = seen
  const running = state.Running
  return {
    id: seen.Id,
    name: seen.Name.replace(/^\//, ''),
    image: { name: seen.Config.Image, id: seen.Image },
    labels: seen.Config.Labels ?? {},
    state: stateOf(state.Status),
    pid: running && state.Pid > 0 ? state.Pid : null,
    startedMs: timeOf(state.StartedAt),
    finishedMs: timeOf(state.FinishedAt),
    exitCode: timeOf(state.FinishedAt) === null || running ? null : state.ExitCode,
    oomKilled: state.OOMKilled,
    restarts: seen.RestartCount ?? 0,
    health: healthOf(state.Health?.Status),
    networks: Object.fromEntries(
      Object.entries(settings.Networks ?? {}).map(([name, { IPAddress, Aliases }]): [string, Attachment] => [
        name,
        { address: IPAddress, aliases: (Aliases as string[] | null) ?? [] },
      ]),
    ),
    published: publishedOf(settings.Ports),
    limits: { cpus: (host.NanoCpus ?? 0) / NANO, memoryBytes: host.Memory ?? 0 },
  }
}

/** With fractions of a ms, which `Date` leaves out; null for a time that has not been. */
export function timeOf(text: string): number | null {
  if (text === NEVER || text === '') return null
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? []
  const wholeMs = Date.parse(text.replace(/\.\d+/, ''))
  return Number.isNaN(wholeMs) ? null : wholeMs + Number(`0.${fraction || '0'}`) * 1000
}

function stateOf(status: string): Container['state'] {
  const known = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const
  return known.find((each) => each === status) ?? 'dead'
}

function healthOf(status: string | undefined): Container['health'] {
  return (['starting', 'healthy', 'unhealthy'] as const).find((each) => each === status) ?? null
}

function publishedOf(ports: ContainerInspectInfo['NetworkSettings']['Ports'] | null): Container['published'] {
  return Object.fromEntries(
    Object.entries(ports ?? {}).map(([port, bindings]): [string, Published[]] => [
      port,
      ((bindings as { HostIp: string; HostPort: string }[] | null) ?? []).map(({ HostIp, HostPort }) => ({
        host: HostIp,
        port: Number(HostPort),
      })),
    ]),
  )
}
