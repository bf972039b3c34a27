import type { FakeHost } from '../../../src/host/fake/host.ts'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createRedact } from '../../../src/target/app/redact.ts'
import { type ProcessOptionsInput, parseProcessOptions } from '../../../src/target/process/options.ts'
import type { Runtime } from '../../../src/target/process/runtime.ts'
import type { Surroundings } from '../../../src/target/process/variables.ts'
import type { ChangeIntent } from '../../../src/target/target.ts'

export const SECRET = 'hunter2-hunter2'

export function surroundings(written: Partial<ProcessOptionsInput> = {}): Surroundings {
  const options = parseProcessOptions({ run: 'node server.js', edge: { run: 'node edge.js' }, ...written })
  const services = Object.entries(options.services).filter(([, { run }]) => run !== undefined)
  return {
    options,
    ports: {
      instances: [3001, 3002],
      edge: options.edge?.run === undefined ? null : 8080,
      services: Object.fromEntries(services.map(([name], index) => [name, 5432 + index])),
    },
    root: '/app',
    state: '/tmp/state',
    logs: '/tmp/logs',
    run: 'r',
  }
}

export interface Observed extends Runtime {
  intents: ChangeIntent[]
  said: string[]
}

/** A runtime on a machine in memory, with a secret that must not be shown. */
export function runtimeOn(host: FakeHost = fakeHost(), signal = new AbortController().signal): Observed {
  const intents: ChangeIntent[] = []
  const said: string[] = []
  let marks = 0
  return {
    intents,
    said,
    redact: createRedact([SECRET]),
    baseEnv: { PATH: '/usr/bin' },
    ends: [],
    secrets: [SECRET],
    artifacts: new Set(),
    context: {
      host,
      run: 'r',
      root: '/app',
      logsDir: '/tmp/logs',
      stateDir: '/tmp/state',
      signal,
      change: (intent, act) => {
        intents.push(intent)
        return act()
      },
      covered: (_undo, act) => act(),
      nextMark: () => `r/${++marks}`,
      progress: (text) => said.push(text),
      observed: () => undefined,
    },
  }
}
