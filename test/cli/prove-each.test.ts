import { expect, it } from 'vitest'
import { proveEach } from '../../src/cli/prove-each.ts'
import { conclude } from '../../src/prove/conclude.ts'
import type { Provable } from '../../src/prove/sabotages.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { PROVEN, proofOf } from '../prove/build-runs.ts'

/** Every sabotage is caught; `leaving`: whose run leaves something behind; `signalIn`: in which a signal comes. */
async function proven(kinds: Provable[], { leaving = '', signalIn = '', writes = true } = {}) {
  const interruption = createInterruption()
  const ran: string[] = []
  const sabotages = await proveEach({
    choices: kinds.map((kind) => ({ kind, lack: kind === 'version-lies' ? 'it ships no release' : null })),
    writes,
    interruption,
    prove: async ({ kind }) => {
      ran.push(kind)
      if (kind === signalIn) interruption.receive('SIGTERM')
      const leftSomething = kind === leaving
      const proof = proofOf({ sabotage: kind, run: `reports/${kind}`, exitCode: leftSomething ? 3 : 1 })
      return { proof, leftSomething }
    },
  })
  return { ran, sabotages, exit: conclude({ ...PROVEN, sabotages }).exitCode }
}

it('runs each that applies, and says why another was not run', async () => {
  const { ran, sabotages, exit } = await proven(['delays', 'version-lies', 'loses-writes'], { writes: false })
  expect(ran).toEqual(['delays'])
  expect(sabotages.map(({ outcome, why, run }) => [outcome, why[0], run])).toEqual([
    ['caught', 'p95 was 412 ms.', 'reports/delays'],
    ['not-applicable', 'it ships no release.', null],
    ['not-applicable', 'its load writes nothing.', null],
  ])
  expect(exit).toBe(0)
})

it.each(['delays', 'noop-heal'] as const)(
  'runs nothing on what the run with %s left, and ends as dirty',
  async (leaving) => {
    const { ran, sabotages, exit } = await proven([leaving, 'version-lies', 'loses'], { leaving })
    expect(ran).toEqual([leaving])
    expect(sabotages.map(({ outcome }) => outcome)).toEqual(['undecided', 'not-applicable', 'undecided'])
    expect(sabotages.at(-1)).toMatchObject({
      why: [`It was not run: the run with ${leaving} left something behind (reports/${leaving}).`],
      run: null,
      exitCode: 3,
    })
    expect(exit).toBe(3)
  },
)

it('tells of what the last of them really left, and does not call it caught', async () => {
  const { sabotages, exit } = await proven(['loses', 'noop-heal'], { leaving: 'noop-heal' })
  expect(sabotages.at(-1)).toMatchObject({
    outcome: 'undecided',
    by: null,
    why: ['p95 was 412 ms.', expect.stringContaining('does not only pretend to leave (reports/noop-heal)')],
  })
  expect(exit).toBe(3)
})

it('runs nothing after a signal, and ends with it', async () => {
  const { ran, sabotages, exit } = await proven(['delays', 'loses'], { signalIn: 'delays' })
  expect(ran).toEqual(['delays'])
  expect(sabotages.at(-1)).toMatchObject({ outcome: 'undecided', why: ['It was not run: SIGTERM.'] })
  expect(exit).toBe(143)
})
