/** What the engine says of a container, in firedrill's words. */
import type { ContainerInspectInfo, NetworkInfo } from 'dockerode'
import type { Attachment, Container, Published } from './engine.ts'
import { healthCheckIn } from './health-check.ts'
import { joiningIn } from './joining.ts'
import { limitsOf } from './limits.ts'
import { tmpfsOf } from './tmpfs.ts'

/** What an engine says of a time that has not been: year 1. */
const NEVER = '0001-01-01T00:00:00Z'

export function containerOf(seen: ContainerInspectInfo): Container {
  const { State: state, NetworkSettings: settings } = seen
  const finishedMs = timeOf(state.FinishedAt)
  return {
    id: seen.Id,
    name: seen.Name.replace(/^\//, ''),
    image: { name: seen.Config.Image, id: seen.Image },
    labels: seen.Config.Labels ?? {},
    state: stateOf(state.Status),
    pid: state.Running && state.Pid > 0 ? state.Pid : null,
    startedMs: timeOf(state.StartedAt),
    finishedMs,
    // One that waits to be started again by its policy counts as running to the engine.
    exitCode: finishedMs === null || (state.Running && !state.Restarting) ? null : state.ExitCode,
    oomKilled: state.OOMKilled,
    restarts: seen.RestartCount ?? 0,
    restartPolicy: seen.HostConfig?.RestartPolicy?.Name || 'no',
    stopGraceMs: stopGraceOf(seen.Config as { StopTimeout?: number | null }),
    health: healthOf(state.Health?.Status),
    healthCheck: healthCheckIn(seen.Config),
    networks: Object.fromEntries(
      Object.entries(settings.Networks ?? {}).map(([name, network]) => [
        name,
        attachmentOf(network, seen.Id),
      ]),
    ),
    published: publishedOf(settings.Ports),
    limits: limitsOf(seen.HostConfig),
    tmpfs: tmpfsOf(seen.HostConfig),
  }
}

/** The engine leaves it out where nobody said it; the types of its client do not know it. */
function stopGraceOf(config: { StopTimeout?: number | null }): number | null {
  return typeof config.StopTimeout === 'number' ? config.StopTimeout * 1000 : null
}

/** Of RFC 3339, with the fractions of a ms that `Date` leaves out; null for a time that has not been, or is none. */
export function timeOf(text: string): number | null {
  if (text === NEVER || text === '') return null
  const [, fraction = '0'] = /\.(\d+)/.exec(text) ?? []
  const wholeMs = Date.parse(text.replace(/\.\d+/, ''))
  return Number.isNaN(wholeMs) ? null : wholeMs + Number(`0.${fraction}`) * 1000
}

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const
const HEALTHS = ['starting', 'healthy', 'unhealthy'] as const

function stateOf(status: string): Container['state'] {
  return STATES.find((each) => each === status) ?? 'dead'
}

/** An engine says `none` of a container without a check. */
function healthOf(status: string | undefined): Container['health'] {
  return HEALTHS.find((each) => each === status) ?? null
}

function attachmentOf(seen: NetworkInfo, id: string): Attachment {
  return { address: seen.IPAddress, ...joiningIn(seen, id) }
}

function publishedOf(ports: ContainerInspectInfo['NetworkSettings']['Ports'] | null): Container['published'] {
  const bound = (bindings: { HostIp: string; HostPort: string }[] | null): Published[] =>
    (bindings ?? []).map(({ HostIp, HostPort }) => ({ host: HostIp, port: Number(HostPort) }))
  // A port that the image names and nobody publishes has no bindings.
  return Object.fromEntries(
    Object.entries(ports ?? {})
      .map(([port, bindings]): [string, Published[]] => [port, bound(bindings)])
      .filter(([, where]) => where.length > 0),
  )
}
