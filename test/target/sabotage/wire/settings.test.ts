import { expect, it } from 'vitest'
import { countsIn, countsLine } from '../../../../src/target/sabotage/wire/settings.ts'

it('finds its last counts among whatever else a log holds', () => {
  const log = `${countsLine({ seen: 1, spoiled: 0 })}a warning\n${countsLine({ seen: 9, spoiled: 2 })}{"seen":77}\n`
  expect(countsIn(log)).toEqual({ seen: 9, spoiled: 2 })
})

it.each(['', 'it crashed\n'])('knows none in %j', (log) => {
  expect(countsIn(log)).toBeNull()
})
