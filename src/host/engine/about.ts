import type { Clock } from '../host.ts'
import type { Connection } from './connection.ts'
import { timeOf } from './container.ts'
import type { Engine, EngineAbout } from './engine.ts'

interface Info {
  DockerRootDir: string
  NCPU: number
  MemTotal: number
  SystemTime: string
}

export function aboutBy(connection: Connection, clock: Clock): Pick<Engine, 'about'> {
  return {
    async about() {
      const what = 'say what it is'
      const { Version, ApiVersion } = await connection.ask(what, (docker) => docker.version())
      const earliestMs = clock.wallMs()
      const info = await connection.ask(what, (docker) => docker.info() as Promise<Info>)
      return {
        version: Version,
        apiVersion: ApiVersion,
        dataRoot: info.DockerRootDir,
        cpus: info.NCPU,
        memoryBytes: info.MemTotal,
        clock: clockOf(timeOf(info.SystemTime), earliestMs, clock.wallMs()),
      }
    },
  }
}

/** It read its clock somewhere between the asking and the answer. */
function clockOf(itsMs: number | null, earliestMs: number, latestMs: number): EngineAbout['clock'] {
  const errorMs = (latestMs - earliestMs) / 2
  return { offsetMs: (itsMs ?? latestMs) - (earliestMs + errorMs), errorMs }
}
