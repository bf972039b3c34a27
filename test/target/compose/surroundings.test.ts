import { expect, it } from 'vitest'
import { addressOf, urlOf } from '../../../src/target/compose/surroundings.ts'
import { surroundings } from './settings.ts'

it('reaches what the run publishes on the loopback, and what was found where it is', () => {
  const around = surroundings()
  expect(urlOf(around, 'web-1')).toBe('http://127.0.0.1:3001')
  const found = { edge: '', addresses: new Map([['db', { host: '::1', port: 5432 }]]) }
  expect(addressOf({ ...around, found }, 'db')).toEqual({ host: '::1', port: 5432 })
  expect(urlOf({ ...around, found }, 'db')).toBe('http://[::1]:5432')
  expect(urlOf({ ...around, found }, 'web-1')).toBeNull()
})
