import { expect, test } from 'vitest'
import { shownUrl } from '../../../src/drill/describe/guards.ts'
import { describeGuard } from '../../../src/drill/describe.ts'
import type { GuardInput } from '../../../src/drill/guards/guard.ts'
import { guardsIn } from '../../../src/drill/guards/read.ts'

test.each<[GuardInput, string]>([
  [{ uptime: { below: '95%' } }, 'uptime below 95 % over 10 s'],
  [
    { p95: { above: '2s' }, operation: 'read', over: '30s', for: '3s' },
    'p95 of read above 2 s over 30 s, for 3 s',
  ],
  [{ errors: { above: '5%' }, unseen: 'stop' }, 'errors above 5 % over 10 s, or it cannot be seen'],
  [{ readyInstances: { below: 1 } }, 'fewer than 1 ready instance, for 1 s'],
  [{ readyInstances: { below: 2 }, for: '0s' }, 'fewer than 2 ready instances'],
  [{ maxDuration: '10m' }, 'the run lasts longer than 10 min'],
  [{ file: 'STOP' }, 'the file STOP appears'],
  [{ url: 'https://status.example/a?token=x' }, 'https://status.example says stop'],
  [{ name: 'users are hurt', uptime: { below: '90%' } }, 'users are hurt (uptime below 90 % over 10 s)'],
])('%j', (guard, words) => {
  expect(guardsIn('a.ts:1', [guard]).map(describeGuard)).toEqual([words])
})

test('of a URL only its place is shown', () => {
  expect(shownUrl('https://ada:secret@status.example:8443/hook/secret?token=secret')).toBe(
    'https://status.example:8443',
  )
  expect(shownUrl('no url')).toBe('a URL')
})
