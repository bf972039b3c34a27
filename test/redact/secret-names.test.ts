import { expect, it } from 'vitest'
import { isHeader, isSecretName, SECRET_NAMES } from '../../src/redact/secret-names.ts'

it.each([
  'authorization',
  'Proxy-Authorization',
  'cookie',
  'Set-Cookie',
  'x-api-key',
  'X-Auth-Token',
  'DB_PASSWORD',
  'clientSecret',
  'AWS_SECRET_ACCESS_KEY',
  'secret_key_base',
  'PGPASSWORD',
])('%s names a secret', (name) => {
  expect(isSecretName(name)).toBe(true)
})

it.each([
  '',
  'user',
  'token_type',
  'passwords',
  'tokens',
  'secretary',
  'key',
  'authorized',
  'search-secrets',
])('%s does not', (name) => {
  expect(isSecretName(name)).toBe(false)
})

it('finds them in a text, and tells headers, whose values have blanks', () => {
  const found: [string, boolean][] = []
  const text = 'X-API-Key Authorization token'
  SECRET_NAMES.scan(Buffer.from(text), (ending, start, end) =>
    found.push([text.slice(start, end), isHeader(ending)]),
  )
  expect(found).toEqual([
    ['API-Key', false],
    ['Authorization', true],
    ['token', false],
  ])
})
