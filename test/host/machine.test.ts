import { describe, expect, it } from 'vitest'
import { createFakeFiles } from '../../src/host/fake/files.ts'
import { countersOf, linuxMachine, silentMachine } from '../../src/host/machine.ts'
import { nodeHost } from '../../src/host/node.ts'

const STAT = 'cpu  100 1 50 800 5 0 4 40 0 0\ncpu0 50 1 25 400 2 0 2 20 0 0\n'
const PRESSURE =
  'some avg10=96.45 avg60=84.81 avg300=75.81 total=14812012662\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n'

describe('the machine', () => {
  it('tells what was stolen, what waited, and how many could run', () => {
    expect(countersOf(STAT, PRESSURE, '10.30 8.82 6.51 11/318 12496\n')).toEqual({
      allMs: 10_000,
      stolenMs: 400,
      waitingMs: 14_812_012.662,
      runnable: 11,
    })
  })

  it('tells what it can', () => {
    expect(countersOf(STAT, null, null)).toMatchObject({ stolenMs: 400, waitingMs: null, runnable: null })
    expect(countersOf('cpu  1 2 3', null, null)).toBeNull()
    expect(countersOf('', PRESSURE, null)).toBeNull()
  })

  it('reads them from /proc, and does without', async () => {
    const files = createFakeFiles()
    await files.makeDir('/proc/pressure')
    await files.writeAtomic('/proc/stat', STAT)
    expect(await linuxMachine(files).counters()).toMatchObject({ stolenMs: 400, waitingMs: null })
    expect(await linuxMachine(files, '/nowhere').counters()).toBeNull()
    const refuse = async () => Promise.reject(new Error('EOPNOTSUPP'))
    const refusing = { readIfThere: refuse, readLink: refuse }
    expect(await linuxMachine(refusing).counters()).toBeNull()
    expect(await silentMachine.counters()).toBeNull()
  })

  it('is this one, where it tells anything', async () => {
    const host = nodeHost()
    const seen = await host.machine.counters()
    if (host.platform === 'linux') expect(seen?.allMs).toBeGreaterThan(0)
    else expect(seen).toBeNull()
  })

  it('says what it is, by nothing that names it', () => {
    const about = nodeHost().machine.about()
    expect(about.cores).toBeGreaterThan(0)
    expect(about.memoryBytes).toBeGreaterThan(2 ** 20)
    expect(about.system).toMatch(/^\w+ \d/)
    expect(Object.keys(about).toSorted()).toEqual(['cores', 'cpu', 'memoryBytes', 'system'])
    expect(silentMachine.about()).toEqual(about)
  })
})
