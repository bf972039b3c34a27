/** Looking at containers, and what is done to their lives. */
import type { Clock, Files, Processes } from '../host.ts'
import type { Connection } from './connection.ts'
import { containerOf } from './container.ts'
import type { Container, Engine } from './engine.ts'
import { statusOf } from './engine-error.ts'
import { labelFilter } from './labels.ts'
import { unlessMissing } from './missing.ts'

const NS_OF_MS = 1e6
/** Of a container that someone else is removing. */
const POLL_MS = 50

export interface ContainerNeeds {
  clock: Clock
  files: Files
  processes: Processes
  /** How long a removal by someone else is waited for. */
  timeoutMs: number
}

type Part = Pick<
  Engine,
  | 'containers'
  | 'container'
  | 'mainProcess'
  | 'signal'
  | 'stop'
  | 'start'
  | 'pause'
  | 'unpause'
  | 'remove'
  | 'cpuMs'
  | 'receivedBytes'
>

export function containersOf(connection: Connection, needs: ContainerNeeds): Part {
  const there = async (id: string): Promise<Container> => {
    const what = `show the container ${id}`
    return containerOf(await connection.ask(what, (docker) => docker.getContainer(id).inspect()))
  }
  const container = (id: string): Promise<Container | null> => unlessMissing(there(id), null)
  const paused = async (id: string): Promise<boolean> => (await there(id)).state === 'paused'
  const unpause = async (id: string): Promise<void> => {
    if (await paused(id)) {
      await connection.ask(`unpause the container ${id}`, (docker) => docker.getContainer(id).unpause())
    }
  }
  const stats = (id: string, what: string) =>
    connection.ask(`tell the ${what} of the container ${id}`, (docker) =>
      docker.getContainer(id).stats({ stream: false, 'one-shot': true }),
    )
  const gone = async (id: string): Promise<boolean> => {
    const untilMs = needs.clock.monoMs() + needs.timeoutMs
    while ((await container(id)) !== null) {
      if (needs.clock.monoMs() > untilMs) return false
      await needs.clock.sleep(POLL_MS)
    }
    return true
  }
  return {
    async containers(labels) {
      const filters = { label: labelFilter(labels) }
      const found = await connection.ask('list containers', (docker) =>
        docker.listContainers({ all: true, filters }),
      )
      const seen = await Promise.all(found.map(({ Id }) => container(Id)))
      return seen.filter((each) => each !== null)
    },
    container,
    async mainProcess(id) {
      const seen = await container(id)
      const process = seen?.pid ? await needs.processes.identity(seen.pid) : null
      if (!seen || !process) return null
      // A pid of a virtual machine, or of another namespace, may be someone else's here.
      const groups = await needs.files.readIfThere(`/proc/${process.pid}/cgroup`).catch(() => null)
      return groups?.includes(seen.id) ? process : null
    },
    async signal(id, signal) {
      const asked = connection.ask(`send ${signal} to the container ${id}`, (docker) =>
        docker.getContainer(id).kill({ signal }),
      )
      return await asked.then(
        () => true,
        (error: unknown) => {
          if (statusOf(error) === 404 || statusOf(error) === 409) return false
          throw error
        },
      )
    },
    async stop(id, graceMs) {
      const t = Math.ceil(graceMs / 1000)
      await unpause(id)
      const asked = connection.ask(
        `stop the container ${id}`,
        (docker) => docker.getContainer(id).stop({ t }),
        { moreMs: t * 1000 },
      )
      await unlessStatus(304, asked)
    },
    async start(id) {
      const what = `start the container ${id}`
      await unlessStatus(
        304,
        connection.ask(what, (docker) => docker.getContainer(id).start()),
      )
    },
    async pause(id) {
      if (await paused(id)) return
      await connection.ask(`pause the container ${id}`, (docker) => docker.getContainer(id).pause())
    },
    unpause,
    async remove(id) {
      // What is frozen cannot be ended.
      await unlessMissing(unpause(id), null)
      const asked = connection.ask(`remove the container ${id}`, (docker) =>
        docker.getContainer(id).remove({ force: true, v: true }),
      )
      await unlessMissing(asked, null).catch(async (error: unknown) => {
        // Someone else is removing it.
        if (statusOf(error) !== 409 || !(await gone(id))) throw error
      })
    },
    async cpuMs(id) {
      const { cpu_stats: cpu } = await stats(id, 'CPU time')
      return cpu.cpu_usage.total_usage / NS_OF_MS
    },
    async receivedBytes(id) {
      // Left out where it is on no network.
      const { networks } = await stats(id, 'traffic')
      return Object.values(networks ?? {}).reduce((sum, { rx_bytes: bytes }) => sum + bytes, 0)
    },
  }
}

async function unlessStatus(status: number, asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (statusOf(error) !== status) throw error
  })
}
