import { expect, test } from 'vitest'
import { isHost } from '../../src/config/hosts.ts'

test.each([
  'staging.example.com',
  'localhost',
  'shop_db',
  'staging.example.com.',
  '10.0.0.5',
  '10.0.0.0/24',
  '2001:db8::1',
  '2001:db8::/32',
])('%s is a host', (text) => {
  expect(isHost(text)).toBe(true)
})

test.each([
  '',
  'https://staging.example.com',
  'staging.example.com:8080',
  '*.example.com',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.0/33',
  'staging/24',
  '-x',
  'a b',
])('"%s" is none', (text) => {
  expect(isHost(text)).toBe(false)
})
