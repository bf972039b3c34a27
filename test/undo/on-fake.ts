import { type FakeHost, type FakeHostOptions, fakeHost } from '../../src/host/fake/host.ts'
import type { ProcessIdentity } from '../../src/host/host.ts'
import type { UndoContext } from '../../src/undo/undo.ts'

export interface OnFake extends UndoContext {
  host: FakeHost
  start(program: string, mark: string): Promise<ProcessIdentity>
}

/** What an undo is given, on a machine in memory. */
export function onFake(options: FakeHostOptions = {}, more: Partial<UndoContext> = {}): OnFake {
  const host = fakeHost(options)
  return {
    signal: new AbortController().signal,
    hurry: false,
    ...more,
    host,
    async start(program, mark) {
      const spec = { cwd: '/', env: {}, stdout: 'ignore', stderr: 'ignore' } as const
      return (await host.processes.spawn({ ...spec, argv: [program], mark })).identity
    },
  }
}
