import { expect, test } from 'vitest'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import { looking } from './looking.ts'

test('each kind has somebody who looks, and none more than ten times a second', async () => {
  const inputs = [
    { uptime: { below: '95%' } },
    { readyInstances: { below: 1 } },
    { maxDuration: '1h' },
    { file: 'STOP' },
    { url: 'http://127.0.0.1:9100' },
  ] as const
  expect(new Set(guardsIn('a.ts:1', inputs).map(({ kind }) => kind)).size).toBe(5)
  for (const input of inputs) expect(looking(input).everyMs).toBeGreaterThanOrEqual(100)
})
