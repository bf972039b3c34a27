import type { Host, MachineCounters, Place } from '../host.ts'
import { createFakeClock, type FakeClock } from './clock.ts'
import { createFakeEngines, type FakeEngines } from './engine/engines.ts'
import { createFakeFiles } from './files.ts'
import { createFakeNet, type FakeNet } from './net.ts'
import { createFakeTable, type FakeProgram } from './process-table.ts'
import { createFakeProcesses, type FakeProcesses } from './processes.ts'

export interface FakeHost extends Host {
  readonly clock: FakeClock
  readonly processes: FakeProcesses
  readonly net: FakeNet
  readonly engines: FakeEngines
}

export interface FakeHostOptions {
  platform?: Host['platform']
  env?: Record<string, string | undefined>
  isRoot?: boolean
  /** By the first word of a command. */
  programs?: Readonly<Record<string, FakeProgram>>
  /** False: only `clock.advance` lets time pass. */
  autoTime?: boolean
  /** What the machine tells of its burden; nothing unless given. */
  machine?: () => MachineCounters | null
  /** Another one than the first fake machine. */
  place?: Place
}

/** Where a fake machine runs unless it says otherwise. */
export const FAKE_PLACE: Place = { machine: 'here', boot: 'boot-1', pids: 'pid:[1]' }

/** A machine in memory, for tests: each part behaves as the real one does, as the conformance suites show. */
export function fakeHost(options: FakeHostOptions = {}): FakeHost {
  const clock = createFakeClock({ auto: options.autoTime ?? true })
  const files = createFakeFiles()
  const programs = options.programs ?? {}
  // One table: what runs in a container is a process of the machine too.
  const table = createFakeTable(clock, programs)
  return {
    platform: options.platform ?? 'linux',
    env: options.env ?? { PATH: '/usr/bin', HOME: '/root' },
    isRoot: options.isRoot ?? false,
    who: { user: 'ada', machine: 'here' },
    clock,
    files,
    processes: createFakeProcesses(clock, files, programs, table),
    net: createFakeNet(clock),
    engines: createFakeEngines(clock, table),
    machine: {
      counters: async () => options.machine?.() ?? null,
      about: () => ({ cores: 2, cpu: 'a made-up core', memoryBytes: 8 * 1024 ** 3, system: 'Linux 6.1.0' }),
      place: async () => options.place ?? FAKE_PLACE,
    },
  }
}
