import { expect, it } from 'vitest'
import { openPlace, placeWords, stepCommands } from '../../../src/cli/runbook/place.ts'
import { next } from '../../../src/drill/releases.ts'
import { deploy, migrate, rollback } from '../../../src/drill/shipping.ts'
import { phase } from '../../../src/drill/steps.ts'
import { inProject } from '../small-project.ts'
import { configText, rehearsedProject, TARGET } from './rehearsed.ts'

const PLACE = { target: 'processes', environment: null }

it('has what the configuration would run for the steps, and not how the app is started', async () => {
  const opened = await inProject(rehearsedProject(), () => openPlace(PLACE))
  const whats = stepCommands([migrate(next()), deploy(next())], opened).planned.map(({ what }) => what)
  expect(whats).toEqual([
    'migrate status: ./migrate status',
    'migrate up: ./migrate up 2',
    'build release 2',
    'migrate status: ./migrate status',
    'deploy 2',
  ])
})

it('has what each rollback would run by itself, but for one that somebody else makes', async () => {
  const opened = await inProject(rehearsedProject(), () => openPlace(PLACE))
  const steps = [
    phase('a', [deploy(next()), rollback()]),
    phase('b', [deploy(next()), rollback({ observed: true })]),
  ]
  const { rollbackPlans } = stepCommands(steps, opened)
  expect(rollbackPlans.map((plan) => plan.map(({ what }) => what))).toEqual([['roll back to 1']])
})

it('leaves out of them what `env()` gives, and knows of programs of the project’s own', async () => {
  const target = TARGET.replace(
    "rollback: './ship {release}'",
    "rollback: './ship {release}', env: { REGION: env('HOME', { secret: false }), TAG: '1' }",
  )
  const files = { 'firedrill.config.ts': configText(target), 'node_modules/.bin/x': '' }
  const opened = await inProject(rehearsedProject(files), () => openPlace(PLACE))
  const [deployed] = stepCommands([deploy(next())], opened).planned.toReversed()
  expect(deployed?.command.env).toEqual({ REGION: '‹redacted›', TAG: '1' })
  expect(opened.hasPrograms).toBe(true)
  expect((await inProject(rehearsedProject(), () => openPlace(PLACE))).hasPrograms).toBe(false)
})

it('is refused where the configuration has no such target or environment', async () => {
  const directory = rehearsedProject()
  for (const place of [
    { ...PLACE, target: 'moon' },
    { ...PLACE, environment: 'moon' },
  ])
    await expect(inProject(directory, () => openPlace(place))).rejects.toMatchObject({
      code: 'target-unknown',
    })
})

it('is typed', () => {
  expect(placeWords(PLACE)).toEqual(['--target', 'processes'])
  expect(placeWords({ ...PLACE, environment: 'staging' })).toEqual([
    '--env',
    'staging',
    '--target',
    'processes',
  ])
})
