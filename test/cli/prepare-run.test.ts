import { expect, it } from 'vitest'
import { prepareRun } from '../../src/cli/prepare-run.ts'
import { openProject } from '../../src/cli/project.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { refusalOf } from '../config/project.ts'
import { ACCEPTING_K6 } from './k6-that-accepts.ts'
import { madeTerminal } from './made-terminal.ts'
import { ELSEWHERE, inProject, smallProject } from './small-project.ts'

const FLAGS = { set: ['rate=50/s'], seed: 7, confirm: [] }
function prepared(directory: string, drill: string) {
  return inProject(directory, async () => {
    const project = await openProject()
    return prepareRun(project, project.find(drill), FLAGS, createInterruption(), madeTerminal())
  })
}

it('gives what a run is made of, and starts nothing', async () => {
  const server = { 'server.js': '' }
  const { chosen, resolved, plan, load } = await prepared(
    smallProject({ k6: ACCEPTING_K6, ...server }),
    'holds',
  )
  expect([chosen.name, resolved.seed, plan.drill.params.rate]).toEqual(['processes', 7, '50/s'])
  expect([plan.refusals, load.version]).toEqual([[], expect.stringContaining('2.2.0')])
})

it('throws what its plan refuses', async () => {
  const directory = smallProject({ 'drills/e.ts': ELSEWHERE })
  expect((await refusalOf(() => prepared(directory, 'elsewhere'))).code).toBe('load-unknown')
})
