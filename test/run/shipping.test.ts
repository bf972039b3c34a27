import { expect, test } from 'vitest'
import { deployOf, rolloutContext } from '../../src/run/shipping.ts'
import { releaseOf } from '../../src/target/fake/app.ts'
import { onStage } from './on-stage.ts'

const RELEASES = { from: releaseOf('1.0.0'), to: releaseOf('1.1.0') }

test('what a rollout tells is journaled in the window, and who asked hears of it', async () => {
  const { context, stage, order, said } = await onStage()
  const heard: string[] = []
  const { report } = rolloutContext(context, RELEASES, {
    switched: (name) => heard.push(name),
    decidedRollback: (why) => heard.push(why),
    actedRollback: () => heard.push('acted'),
  })
  const before = order().length
  await stage.releases.serving()
  stage.releases.shipping(RELEASES.to)
  report.note('slowly')
  report.switched('web-1', RELEASES.to)
  report.decidedRollback('it is bad', RELEASES.from)
  report.startedRollback()
  report.actedRollback()
  report.canary('roll-back', 'it is slow', { ratio: 2, high: Number.POSITIVE_INFINITY })
  expect(order().slice(before)).toEqual([
    'release',
    'progress',
    'instance-switched',
    'rollback-decided',
    'rollback-started',
    'rollback-acted',
    'canary',
  ])
  expect(said('rollback-decided')[0]?.window).toBe('lost')
  expect(said('canary')[0]?.comparison).toEqual({ ratio: 2, high: null })
  expect(heard).toEqual(['web-1', 'it is bad', 'acted'])
  expect(stage.releases.latest()?.decided).toBe(true)
})

test('the log of the edge is given, where there is one', async () => {
  const traffic = { follow: () => ({ next: () => [], end: () => undefined }) }
  expect(rolloutContext((await onStage({ traffic })).context, RELEASES).traffic).toBe(traffic)
  expect(rolloutContext((await onStage()).context, RELEASES).traffic).toBeNull()
})

test('a target that cannot switch releases is refused', async () => {
  const { stage } = await onStage({ target: { without: ['deploy'] } })
  expect(() => deployOf(stage)).toThrow('cannot switch releases')
})
