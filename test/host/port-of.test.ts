import { expect, it } from 'vitest'
import { portOf } from '../../src/host/port-of.ts'

it('is that of the scheme where the URL names none', () => {
  expect(['http://a', 'https://a', 'http://a:80', 'http://a:81/x'].map(portOf)).toEqual([80, 443, 80, 81])
})
