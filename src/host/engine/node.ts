/** The engine as it is, over its HTTP interface. */
import type { Clock, Files, Processes } from '../host.ts'
import { aboutBy } from './about.ts'
import { connectTo } from './connection.ts'
import { containersOf } from './containers.ts'
import { createBy } from './create.ts'
import type { Engine, Engines } from './engine.ts'
import { eventsBy } from './events.ts'
import { execBy } from './exec.ts'
import { imagesOf } from './images.ts'
import { limitsBy } from './limits.ts'
import { logsBy } from './logs.ts'
import { networksOf } from './networks.ts'
import { usageBy } from './usage.ts'

/** An engine of a busy machine may take seconds to start or remove a container. */
const TIMEOUT_MS = 20_000

export function nodeEngines(host: { clock: Clock; files: Files; processes: Processes }): Engines {
  return {
    open(endpoint, { timeoutMs = TIMEOUT_MS } = {}): Engine {
      const connection = connectTo(endpoint, timeoutMs, host)
      return {
        endpoint,
        ...aboutBy(connection, host.clock),
        ...containersOf(connection, { ...host, timeoutMs }),
        ...createBy(connection),
        ...execBy(connection, host.clock, endpoint),
        ...limitsBy(connection),
        ...usageBy(connection),
        ...networksOf(connection),
        ...imagesOf(connection),
        ...logsBy(connection, host.clock),
        ...eventsBy(connection, host.clock),
      }
    },
  }
}
