import type { Host } from '../host.ts'
import { createFakeClock, type FakeClock } from './clock.ts'
import { createFakeFiles } from './files.ts'
import { createFakeNet, type FakeNet } from './net.ts'
import type { FakeProgram } from './process-table.ts'
import { createFakeProcesses, type FakeProcesses } from './processes.ts'

export interface FakeHost extends Host {
  readonly clock: FakeClock
  readonly processes: FakeProcesses
  readonly net: FakeNet
}

export interface FakeHostOptions {
  platform?: Host['platform']
  env?: Record<string, string | undefined>
  isRoot?: boolean
  /** By the first word of a command. */
  programs?: Readonly<Record<string, FakeProgram>>
  /** False: only `clock.advance` lets time pass. */
  autoTime?: boolean
}

/** A machine in memory, for tests: each part behaves as the real one does, as the conformance suites show. */
export function fakeHost(options: FakeHostOptions = {}): FakeHost {
  const clock = createFakeClock({ auto: options.autoTime ?? true })
  const files = createFakeFiles()
  return {
    platform: options.platform ?? 'linux',
    env: options.env ?? { PATH: '/usr/bin', HOME: '/root' },
    isRoot: options.isRoot ?? false,
    clock,
    files,
    processes: createFakeProcesses(clock, files, options.programs ?? {}),
    net: createFakeNet(clock),
  }
}
