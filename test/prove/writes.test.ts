import { expect, it } from 'vitest'
import { writesAnything } from '../../src/prove/writes.ts'

const of = (values: string[], codes: number[]) =>
  writesAnything({ method: { values, codes: Uint16Array.from(codes) } })

it('knows a load that writes by the methods of its requests', () => {
  expect(of(['', 'GET', 'POST'], [1, 2])).toBe(true)
  expect(of(['', 'GET', 'POST'], [1, 1])).toBe(false)
  expect(of(['', 'GET', 'HEAD'], [0, 1, 2])).toBe(false)
})
