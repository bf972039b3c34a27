import { expect, test } from 'vitest'
import { looking } from './looking.ts'

const seen = (states: Record<string, boolean>) =>
  looking({ readyInstances: { below: 2 } }, { ready: () => new Map(Object.entries(states)) }).look()

test('so few are ready by their own word', async () => {
  expect(await seen({ 'web-1': true, 'web-2': false, 'web-3': false })).toEqual({
    seen: true,
    bad: true,
    restedOn: '1 of 3 instances ready; not web-2, web-3',
    samples: { ready: ['web-1'], notReady: ['web-2', 'web-3'] },
  })
  expect(await seen({ 'web-1': true, 'web-2': true })).toMatchObject({
    bad: false,
    restedOn: '2 of 2 instances ready',
  })
})

test('where nobody was looked at yet, it has no meaning', async () => {
  expect(await seen({})).toBeNull()
})
