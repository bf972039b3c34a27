import { describe, expect, it } from 'vitest'
import { cpuMs, darwinSource, parsePs } from '../../../src/host/processes/darwin.ts'

/** In the form of macOS 14's `ps -Aww -E -o pid=,ppid=,pgid=,stat=,time=,lstart=,command=`. */
const TABLE = `    1     0     1 Ss     5:12.40 Mon Nov  3 08:01:59 2025     /sbin/launchd
  812     1   812 S+     0:00.31 Tue Nov 18 19:20:01 2025     node server.js PORT=3001 FIREDRILL_RUN=7f3a/4 HOME=/Users/a
  813   812   812 T      1:02:03.50 Tue Nov 18 19:20:02 2025     /bin/sh -c sleep 60
  814   812   814 Z      0:00.00 Tue Nov 18 19:20:02 2025     (sh)
  815   812   815 S      0:00.01 Tue Nov 18 19:20:02 2025     echo FIREDRILL_RUN=no/1 X=1 FIREDRILL_RUN=7f3a/5
  816   812   81`

describe('the table of ps', () => {
  it('is read with its state, group, time, start and mark', () => {
    expect(parsePs(TABLE)).toEqual([
      row(1, 0, 1, 'alive', 312_400, 'Mon Nov 3 08:01:59 2025', null),
      row(812, 1, 812, 'alive', 310, 'Tue Nov 18 19:20:01 2025', '7f3a/4'),
      row(813, 812, 812, 'stopped', 3_723_500, 'Tue Nov 18 19:20:02 2025', null),
      row(814, 812, 814, 'zombie', 0, 'Tue Nov 18 19:20:02 2025', null),
      row(815, 812, 815, 'alive', 10, 'Tue Nov 18 19:20:02 2025', '7f3a/5'),
    ])
  })

  it('is empty for no output', () => {
    expect(parsePs('')).toEqual([])
  })

  it('tells CPU time in minutes, and in hours', () => {
    expect([cpuMs('0:00.01'), cpuMs('2:00.00'), cpuMs('01:00:00')]).toEqual([10, 120_000, 3_600_000])
  })
})

// The ps of Debian takes the same columns, so that the way to it can be tried here too.
describe('asking ps', () => {
  it('finds a process that is there, at once and later, and none that is not', async () => {
    const source = darwinSource()
    expect(source.rowNow(process.pid)).toMatchObject({ pid: process.pid, ppid: process.ppid, state: 'alive' })
    expect(await source.row(process.pid)).toMatchObject({ pid: process.pid })
    expect(await source.row(2 ** 22 - 1)).toBeNull()
    expect(source.rowNow(2 ** 22 - 1)).toBeNull()
  })
})

function row(
  pid: number,
  ppid: number,
  session: number,
  state: string,
  cpu: number,
  startTime: string,
  mark: string | null,
) {
  return { pid, ppid, session, state, cpuMs: cpu, startTime, mark }
}
