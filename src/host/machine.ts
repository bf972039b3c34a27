/** What the system tells of the machine's own burden, as counters since its boot. Linux alone tells it. */
import { cpus, release, totalmem, type } from 'node:os'
import type { Files, Machine, MachineAbout, MachineCounters } from './host.ts'
import { darwinPlace, linuxPlace } from './place.ts'

/** USER_HZ is 100 for user space on every architecture that Node runs on. */
const MS_PER_TICK = 10

export function linuxMachine(files: Pick<Files, 'readIfThere' | 'readLink'>, proc = '/proc'): Machine {
  return {
    async counters() {
      const [stat, pressure, average] = await Promise.all(
        ['stat', 'pressure/cpu', 'loadavg'].map((name) => readable(files, `${proc}/${name}`)),
      )
      return stat ? countersOf(stat, pressure ?? null, average ?? null) : null
    },
    about,
    place: () => linuxPlace(files, proc),
  }
}

/** macOS: tells nothing of its burden. */
export const silentMachine: Machine = { counters: async () => null, about, place: darwinPlace }

function about(): MachineAbout {
  const cores = cpus()
  return {
    cores: cores.length,
    cpu: (cores[0]?.model ?? '').replace(/\s+/g, ' ').trim(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
  }
}

/** Source: proc(5). `cpu user nice system idle iowait irq softirq steal …`, in ticks. */
export function countersOf(
  stat: string,
  pressure: string | null,
  average: string | null,
): MachineCounters | null {
  const [name, ...ticks] = (stat.split('\n')[0] ?? '').trim().split(/\s+/)
  const first = ticks.slice(0, 8).map(Number)
  if (name !== 'cpu' || first.length < 8 || !first.every(Number.isFinite)) return null
  const waitingUs = /^some .*\btotal=(\d+)/m.exec(pressure ?? '')?.[1]
  const runnable = /^\S+ \S+ \S+ (\d+)\//.exec(average ?? '')?.[1]
  return {
    allMs: first.reduce((sum, each) => sum + each, 0) * MS_PER_TICK,
    stolenMs: first[7]! * MS_PER_TICK,
    waitingMs: waitingUs === undefined ? null : Number(waitingUs) / 1000,
    runnable: runnable === undefined ? null : Number(runnable),
  }
}

/** A kernel may have the file and refuse to be read, as where pressure is switched off. */
async function readable(files: Pick<Files, 'readIfThere'>, path: string): Promise<string | null> {
  return files.readIfThere(path).catch(() => null)
}
