/** Runs whose harness is killed, and their watchdog with it, as by a machine that runs out of memory. */
import { startCli } from './cli.ts'
import type { TestProject } from './project.ts'
import { argumentsOf, pidsWith } from './remains.ts'
import { onlyRecord, untilEvent } from './stored.ts'

export function watchdogOf(record: string): number {
  const [pid] = pidsWith([record]).filter((each) => argumentsOf(each).includes('watchdog/main'))
  if (pid === undefined) throw new Error(`no watchdog of ${record}`)
  return pid
}

/** Starts the drill `calm`, and kills both in its first phase; gives its record, below `out`. */
export async function killedRun(project: TestProject, out: string): Promise<string> {
  const running = startCli(['run', 'calm', '--out', out], project)
  await untilEvent(out, 'phase-started', running.ended)
  const record = onlyRecord(out)
  process.kill(watchdogOf(record), 'SIGKILL')
  running.child.kill('SIGKILL')
  await running.ended
  return record
}
