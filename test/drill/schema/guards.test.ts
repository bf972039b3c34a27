import { expect, test } from 'vitest'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import { guard } from '../../../src/drill/schema/guards.ts'

const isRead = (stored: unknown) => guard.safeParse(stored).success

test('what is made of each kind is read back as it is', () => {
  const made = guardsIn('a.ts:1', [
    { name: 'a', uptime: { below: '95%' }, operation: 'read' },
    { readyInstances: { below: 1 } },
    { maxDuration: '1h' },
    { file: 'STOP' },
    { url: 'https://status.example' },
  ])
  expect(made.map((one) => guard.parse(JSON.parse(JSON.stringify(one))))).toEqual(made)
})

test('what is another kind, or says more or less than it should, is not', () => {
  expect(isRead({ kind: 'max-duration', durationMs: 1 })).toBe(true)
  expect(isRead({ kind: 'max-duration', durationMs: 0 })).toBe(false)
  expect(isRead({ kind: 'max-duration', durationMs: 1, unseen: 'say' })).toBe(false)
  expect(isRead({ kind: 'file', path: 'STOP' })).toBe(false)
  expect(isRead({ kind: 'files', path: 'STOP', unseen: 'say' })).toBe(false)
})
