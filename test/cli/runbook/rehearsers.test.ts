import { expect, it } from 'vitest'
import { openPlace } from '../../../src/cli/runbook/place.ts'
import { rehearsersOf } from '../../../src/cli/runbook/rehearsers.ts'
import { HOLDS, inProject } from '../small-project.ts'
import { configText, drillText, rehearsedProject, TARGET } from './rehearsed.ts'

const of = (directory: string) =>
  inProject(directory, async () => rehearsersOf(await openPlace({ target: 'processes', environment: null })))

it('are the drills of the project, by what each would show', async () => {
  const directory = rehearsedProject({ 'drills/holds.ts': HOLDS, 'drills/broken.ts': 'nonsense(' })
  const command = 'firedrill run rehearsal --target processes'
  expect(await of(directory)).toEqual({
    rollout: [command],
    triggers: [command],
    migration: [command],
    rollback: [command],
    'by-hand': [],
  })
})

it('are none that the target cannot take', async () => {
  const without = configText(TARGET.replace(/\n {2}migrations:.*/, ''))
  expect((await of(rehearsedProject({ 'firedrill.config.ts': without }))).rollback).toEqual([])
  const green = drillText().replace('deploy(next(), { ', "deploy(next(), { strategy: 'blue-green', ")
  expect((await of(rehearsedProject({ 'drills/rehearsal.ts': green }))).rollback).toEqual([])
})
