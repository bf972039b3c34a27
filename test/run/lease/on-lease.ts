import type { FakeEngine } from '../../../src/host/fake/engine/machine.ts'
import type { FakeContainerProgram } from '../../../src/host/fake/engine/model.ts'
import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import type { EventBody, JournalEvent } from '../../../src/journal/events.ts'
import { type Journal, openJournal } from '../../../src/journal/writer.ts'

export const ENDPOINT = { url: 'tcp://10.0.0.5:2376', tls: null }
export const IMAGE = 'shop:1'
export const LENGTH_MS = 30_000

export interface OnLease {
  host: FakeHost
  machine: FakeEngine
  journal: Journal
  /** What its keeper was told, in order. */
  told: string[]
  /** Of the app, by name. */
  ids: Record<string, string>
  said<T extends EventBody['type']>(type: T): Extract<JournalEvent, { type: T }>[]
}

/** An engine elsewhere with an app of two containers, whose image has Node; time passes only by `advance`. */
export async function onLease({ takes = 0 }: { takes?: number } = {}): Promise<OnLease> {
  const host = fakeHost({ autoTime: false })
  const machine = host.engines.run(ENDPOINT.url)
  const told: string[] = []
  const keeper: FakeContainerProgram = {
    stdout: '{"said":"ready","what":"the lease is 30000 ms"}',
    ignores: ['SIGUSR2'],
    commands: {
      node: (argv) => {
        told.push(argv.at(-1) ?? '')
        return { exitCode: takes }
      },
    },
  }
  machine.addImage(IMAGE)
  machine.program(IMAGE, keeper)
  const ids: Record<string, string> = {}
  for (const name of ['web-1', 'web-2']) {
    ids[name] = machine.create({
      name,
      image: IMAGE,
      program: {},
      labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': name },
    })
    await host.engines.open(ENDPOINT).start(ids[name])
  }
  await host.files.makeDir('/tmp/r')
  const path = '/tmp/r/journal.ndjson'
  const journal = await openJournal(host, { path, zeroMonoMs: host.clock.monoMs(), nextSeq: 0 })
  return {
    host,
    machine,
    journal,
    told,
    ids,
    said: (type) => journal.events.filter((event) => event.type === type) as never,
  }
}
