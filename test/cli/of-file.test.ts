import { expect, it } from 'vitest'
import { ofFile } from '../../src/cli/of-file.ts'

it.each([
  ['it is no drill', 'drills/a.ts: it is no drill'],
  ['drills/a.ts: it is no drill', 'drills/a.ts: it is no drill'],
  ['drills/a.ts:5: it is no drill', 'drills/a.ts:5: it is no drill'],
  ['drills/a.tsx is another', 'drills/a.ts: drills/a.tsx is another'],
])('names the file once: %s', (message, said) => {
  expect(ofFile('drills/a.ts', message)).toBe(said)
})
