import { describe, expect, it } from 'vitest'
import { prepareRun } from '../../src/cli/prepare-run.ts'
import { openProject } from '../../src/cli/project.ts'
import { chooseSabotages, namesOf, sabotagedRun } from '../../src/cli/sabotages.ts'
import { PROVABLE } from '../../src/prove/sabotages.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { refusalOf } from '../config/project.ts'
import { ACCEPTING_K6 } from './k6-that-accepts.ts'
import { madeTerminal } from './made-terminal.ts'
import { inProject, smallProject } from './small-project.ts'

async function chosen(act: (...args: Parameters<typeof sabotagedRun>) => Promise<unknown>, kind = 'passes') {
  return inProject(smallProject({ k6: ACCEPTING_K6 }), async () => {
    const project = await openProject()
    const flags = { set: [], seed: 7, confirm: [] }
    const prepared = await prepareRun(
      project,
      project.find('holds'),
      flags,
      createInterruption(),
      madeTerminal(),
    )
    return act(project, prepared, kind as 'passes')
  })
}

describe('the names of --only', () => {
  it('are all unless given', () => {
    expect(namesOf(undefined)).toEqual(PROVABLE)
    expect(namesOf('delays, loses')).toEqual(['delays', 'loses'])
  })

  it.each(['delay', '', 'passes'])('are refused where one is none: %j', async (only) => {
    const { code, hint } = await refusalOf(() => namesOf(only))
    expect([code, hint]).toEqual(['usage', expect.stringContaining('noop-fault, noop-heal, version-lies')])
  })
})

it('says of each that shows nothing of the drill why', async () => {
  const choices = await chosen((project, prepared) =>
    chooseSabotages(project, prepared, ['noop-fault', 'delays', 'version-lies', 'delays']),
  )
  expect(choices).toMatchObject([
    { kind: 'noop-fault', lack: 'it injects no fault' },
    { kind: 'delays', lack: null },
    { kind: 'version-lies', lack: 'it ships no release' },
  ])
})

it('plans the same drill on the sabotaged target', async () => {
  const run = await chosen(sabotagedRun, 'loses')
  expect(run).toMatchObject({
    chosen: { name: 'processes', target: { kind: expect.stringContaining('3 % of the requests are lost') } },
    plan: { drill: { name: 'holds', seed: 7 }, refusals: [] },
  })
})
