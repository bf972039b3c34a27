import { expect, test } from 'vitest'
import { onStage } from '../on-stage.ts'
import { deploy, expectRefused, migrate, rollback, version } from './shipping.ts'
import { untilReady } from './steps.ts'

const onRefusals = () => onStage({ target: { releases: ['1.0.0', '1.1.0', '1.1.0-exits'] } })
const BAD = version('1.1.0-exits')

test('a step that is refused with just this code is a finding that holds', async () => {
  const { take, said } = await onRefusals()
  expect(await take(expectRefused(deploy(BAD), 'start-failed'))).toBe('done')
  expect(said('step-started').map(({ path }) => path)).toEqual(['steps[0]', 'steps[0].step[0]'])
  expect(said('finding')).toMatchObject([
    {
      window: 'lost',
      path: 'steps[0]',
      what: 'deploy release 1.1.0-exits: refused as start-failed',
      holds: true,
      evidence: [expect.stringMatching(/^start-failed: web-1 ended before it was ready/)],
    },
  ])
})

test('refused for another reason, it fails, and says for which', async () => {
  const { take, said } = await onRefusals()
  expect(await take(expectRefused(deploy(BAD), 'never-ready'))).toBe('unmet')
  expect(said('finding')).toMatchObject([
    { holds: false, evidence: [expect.stringMatching(/^start-failed: /)] },
  ])
})

test('one of several codes is enough', async () => {
  const { take, said } = await onRefusals()
  expect(await take(expectRefused(deploy(BAD), 'never-ready', 'start-failed'))).toBe('done')
  expect(said('finding')).toMatchObject([
    { what: 'deploy release 1.1.0-exits: refused as never-ready or start-failed', holds: true },
  ])
})

test('not refused at all, it fails', async () => {
  const { take, said } = await onRefusals()
  expect(await take(expectRefused(deploy(), 'migration-pending'))).toBe('unmet')
  expect(said('finding')).toMatchObject([{ holds: false, evidence: ['it was not refused'] }])
})

test('nor is what did not come to its end refused', async () => {
  const { take, said, fake } = await onRefusals()
  fake.unready('web-1')
  expect(await take(expectRefused(untilReady(100), 'never-ready'))).toBe('unmet')
  expect(said('finding')).toMatchObject([{ holds: false, evidence: ['it did not come to its end'] }])
})

test('a destructive migration is refused the same way', async () => {
  const migrations = [{ name: '0005_drop', since: '1.1.0', destructive: true, applied: false }]
  const { take, said } = await onStage({ target: { migrations } })
  expect(await take(expectRefused(migrate(), 'migration-destructive'))).toBe('done')
  expect(said('finding')[0]?.evidence.join()).toContain('0005_drop')
})

test('the drill goes on after it, and has nothing to roll back', async () => {
  const { take } = await onRefusals()
  expect(await take(expectRefused(deploy(BAD), 'start-failed'), rollback(), untilReady(100))).toBe('done')
})

test('cancelled, nothing is found', async () => {
  const { take, said, cancel, clock } = await onStage({
    target: { tells: false, strategy: { kind: 'rolling', settleMs: 5000 } },
  })
  void clock.sleep(1000).then(() => cancel(new Error('cancelled')))
  expect(await take(expectRefused(deploy(), 'triggered'))).toBe('cancelled')
  expect(said('finding')).toEqual([])
})
