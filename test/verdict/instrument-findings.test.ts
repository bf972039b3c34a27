import { expect, it } from 'vitest'
import { instrumentFindings } from '../../src/verdict/instrument-findings.ts'
import { measured } from './build-measurements.ts'

const { instruments } = measured()

it('nothing is said of instruments that worked', () => {
  expect(instrumentFindings(instruments)).toEqual([])
  const calm = { stolenMax: 0.1, waiting: 0.5, runnableMax: 9 }
  expect(instrumentFindings({ ...instruments, machine: calm })).toEqual([])
})

it('a harness that was held up, and a machine that was taken or busy', () => {
  const machine = { stolenMax: 0.34, waiting: 0.81, runnableMax: 12 }
  expect(instrumentFindings({ ...instruments, harness: { loopDelayMaxMs: 250 }, machine })).toEqual([
    'the harness was held up for 250 ms',
    "the hypervisor took 34 % of the cores' time over a second",
    'the machine was busy: something waited for a core for 81 % of the time (at most 12 at once)',
  ])
})

it('one of a kind is not many', () => {
  const load = { ...instruments.load, missing: 1, malformedRows: 1 }
  const probe = { ...instruments.probe, missed: 1, malformedLines: 1 }
  expect(instrumentFindings({ ...instruments, load, probe })).toEqual([
    '1 arrival was due and not sent',
    '1 row of the load could not be read',
    '1 probe was not sent',
    '1 line of the prober could not be read',
  ])
})
