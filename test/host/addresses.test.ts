import { expect, it } from 'vitest'
import { addresses } from '../../src/host/addresses.ts'

it('gives an address as it is', async () => {
  expect(await addresses('10.0.0.5')).toEqual(['10.0.0.5'])
})

it('gives none for a name that can be nobody’s', async () => {
  expect(await addresses('nobody.invalid')).toEqual([])
  expect(await addresses('a b')).toEqual([])
})
