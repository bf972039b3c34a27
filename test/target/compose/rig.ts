import { onTestFinished } from 'vitest'
import type { FakeEngine } from '../../../src/host/fake/engine/machine.ts'
import type { FakeContainerProgram } from '../../../src/host/fake/engine/model.ts'
import { type FakeHost, type FakeHostOptions, fakeHost } from '../../../src/host/fake/host.ts'
import { createRedact } from '../../../src/target/app/redact.ts'
import { createContainers } from '../../../src/target/compose/containers.ts'
import { observe } from '../../../src/target/compose/observe.ts'
import { containerNameOf, isReplica, serviceNameOf } from '../../../src/target/compose/places.ts'
import { coveredBy, createFleet, type Runtime } from '../../../src/target/compose/runtime.ts'
import type { Surroundings } from '../../../src/target/compose/surroundings.ts'
import type { ChangeIntent, Observation, Victim } from '../../../src/target/target.ts'
import { surroundings } from './settings.ts'

export const SECRET = 'hunter2-hunter2'
export const ENDPOINT = { url: 'unix:///var/run/docker.sock', tls: null }
export const open = new AbortController().signal

/** As Compose labels what it makes. */
export function composeLabels(service: string, number: number): Record<string, string> {
  return {
    'com.docker.compose.project': 'shop',
    'com.docker.compose.service': service,
    'com.docker.compose.container-number': String(number),
    'com.docker.compose.oneoff': 'False',
    'dev.firedrill.run': 'r',
  }
}

export function publishedOn(port: number) {
  return { '3000/tcp': [{ host: '127.0.0.1', port }] }
}

export interface Rig {
  host: FakeHost
  engine: FakeEngine
  around: Surroundings
  runtime: Runtime
  intents: ChangeIntent[]
  said: string[]
  observed: Observation[]
  /** By service. */
  ids: Record<string, string>
  look(name: string): Promise<Victim>
}

interface Wanted {
  written?: object
  services?: Record<string, object>
  programs?: Record<string, FakeContainerProgram>
  host?: FakeHostOptions
  /** Not started. */
  down?: readonly string[]
  checked?: readonly string[]
  /** What their health check runs. */
  healthCheck?: readonly string[]
  /** Started again by a restart policy. */
  restarting?: readonly string[]
  /** Sizes of file systems in memory, of each. */
  tmpfs?: Readonly<Record<string, number>>
  /** On which everything is, beside the project's own. */
  networks?: readonly string[]
}

/** A project of four containers that run, on a machine in memory; each port answers while its container runs. */
export async function rigWith(wanted: Wanted = {}): Promise<Rig> {
  const host = fakeHost({ programs: { docker: { exit: { afterMs: 10, code: 0 } } }, ...wanted.host })
  const machine = host.engines.run()
  const around = surroundings(wanted.written, wanted.services)
  const engine = host.engines.open(ENDPOINT)
  const ids: Record<string, string> = {}
  machine.addImage('shop:1')
  for (const network of ['shop_app', ...(wanted.networks ?? [])]) machine.addNetwork(network)
  for (const name of ['web-1', 'web-2', 'db', 'edge']) {
    ids[name] = machine.create({
      name: containerNameOf(around.options, 'shop', name),
      image: 'shop:1',
      program: wanted.programs?.[name] ?? {},
      labels: composeLabels(
        serviceNameOf(around.options, name),
        isReplica(around.options, name) ? Number(name.at(-1)) : 1,
      ),
      // As an engine chooses it for each replica.
      published: isReplica(around.options, name) ? publishedOn(around.ports[name] ?? 0) : {},
      networks: Object.fromEntries(['shop_app', ...(wanted.networks ?? [])].map((each) => [each, [name]])),
      tmpfs: wanted.tmpfs ?? {},
      checked: wanted.checked?.includes(name) ?? false,
      healthCheck: wanted.healthCheck ? { argv: wanted.healthCheck, timeoutMs: 5000 } : null,
      restart: wanted.restarting?.includes(name) ? 'always' : 'no',
    })
    if (!wanted.down?.includes(name)) await engine.start(ids[name])
    // It would be started again and again.
    if (wanted.restarting?.includes(name)) onTestFinished(() => engine.stop(ids[name] ?? '', 0))
  }
  const intents: ChangeIntent[] = []
  const said: string[] = []
  const observed: Observation[] = []
  let marks = 0
  const runtime: Runtime = {
    context: {
      host,
      run: 'r',
      root: '/app',
      logsDir: '/tmp/logs',
      stateDir: '/tmp/state',
      signal: open,
      change: (intent, act) => {
        intents.push(intent)
        return act()
      },
      covered: (_undo, act) => act(),
      nextMark: () => `r/${++marks}`,
      progress: (text) => said.push(text),
      observed: (what) => observed.push(what),
    },
    redact: createRedact([SECRET]),
    baseEnv: {},
    engine,
    containers: createContainers(engine, 'shop', around.options),
    ends: [],
    secrets: [SECRET],
    fleet: createFleet(around.options.instances),
    undoOf: coveredBy('shop'),
    dockerEnv: {},
  }
  for (const name of ['web-1', 'web-2'])
    host.net.listen(around.ports[name] ?? 0, () => ({
      status: 200,
      headers: { 'x-boot-id': `boot of ${name}` },
    }))
  return {
    host,
    engine: machine,
    around,
    runtime,
    intents,
    said,
    observed,
    ids,
    look: (name) => observe(name, around, runtime),
  }
}
