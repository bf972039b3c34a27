import type { Host, ProcessIdentity } from '../../src/host/host.ts'
import type { EventBody } from '../../src/journal/events.ts'
import { readJournal } from '../../src/journal/reader.ts'
import { openJournal } from '../../src/journal/writer.ts'
import { buildRecord } from '../measure/build-record.ts'

export const DEAD = '/tmp/reports/run-1'

const [STARTED] = buildRecord({ phases: [] }).events

export const intent = (id: number, mark: string): EventBody => ({
  type: 'intent',
  id,
  what: `start web-${id}`,
  undo: { kind: 'end-processes', args: { mark } },
})

/** The record of a run whose process is gone, with these events after its start, and then this cut-off line. `root`: of its project; `isHere`: it was made on this machine, in this boot of it. */
export async function deadRun(
  host: Host,
  bodies: readonly EventBody[],
  {
    directory = DEAD,
    cut = '',
    owner = { pid: 4711, startTime: 'gone' },
    root,
    isHere = true,
  }: { directory?: string; cut?: string; owner?: ProcessIdentity; root?: string; isHere?: boolean } = {},
): Promise<string> {
  await host.files.makeDir(directory)
  const path = `${directory}/journal.ndjson`
  await host.files.writeAtomic(path, '')
  const journal = await openJournal(host, { path, zeroMonoMs: host.clock.monoMs(), nextSeq: 0 })
  if (STARTED?.type === 'run-started')
    journal.write({
      ...STARTED,
      zeroMonoMs: host.clock.monoMs(),
      ...(root === undefined ? {} : { root }),
    })
  for (const body of bodies) journal.write(body)
  await journal.close()
  await host.files.writeAtomic(path, `${await host.files.read(path)}${cut}`)
  const where = isHere ? { where: await host.machine.place() } : {}
  await host.files.writeAtomic(
    `${directory}/epoch.0`,
    JSON.stringify({ by: 'run', process: owner, ...where }),
  )
  return directory
}

export async function eventsOf(host: Host, directory = DEAD) {
  return readJournal(await host.files.read(`${directory}/journal.ndjson`), 'run-1')
}

export function spawnMarked(host: Host, mark: string, program = 'server') {
  return host.processes.spawn({
    argv: [program],
    cwd: '/',
    env: {},
    mark,
    stdout: 'ignore',
    stderr: 'ignore',
  })
}
