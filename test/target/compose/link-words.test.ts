import { expect, it } from 'vitest'
import { openingWords } from '../../../src/target/compose/link-words.ts'

it('asks a service in its own protocol where the port tells it, else in HTTP', () => {
  expect([...Buffer.from(openingWords(5432), 'latin1')]).toEqual([0, 0, 0, 8, 4, 210, 22, 47])
  expect(openingWords(6379)).toBe('PING\r\n')
  expect(openingWords(8080)).toMatch(/^GET \/ HTTP/)
})
