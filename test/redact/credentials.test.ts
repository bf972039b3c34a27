import { expect, it } from 'vitest'
import { credentialsIn, hasCredential, isCommon } from '../../src/redact/credentials.ts'

it('takes the password out of a connection string, as written and as meant', () => {
  expect(credentialsIn('postgres://me:p%40ss-word@h/x')).toEqual(['p%40ss-word', 'p@ss-word'])
  expect(credentialsIn('host=h password=hunter2 user=me')).toEqual(['hunter2'])
  expect(hasCredential('redis://:hunter2@h')).toBe(true)
  expect(hasCredential('redis://h')).toBe(false)
})

it('leaves out what would be found in every other text', () => {
  expect(credentialsIn('postgres://shop:shop@h/x')).toEqual([])
  expect(credentialsIn('postgres://me:Postgres@h/x')).toEqual([])
  expect(isCommon('Password')).toBe(true)
  expect(isCommon('hunter2')).toBe(false)
})

it('takes a key line by line', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nshort\n-----END PRIVATE KEY-----\n'
  expect(credentialsIn(key)).toEqual(['MIIEvQIBADANBgkqhkiG9w0B'])
})

it('takes the fields of a document that are named as secrets', () => {
  const account = {
    client_email: 'a@b',
    private_key: 'line one of the key\nx',
    nested: [{ token: 'abcdef' }],
  }
  expect(credentialsIn(JSON.stringify(account))).toEqual(
    expect.arrayContaining(['line one of the key\nx', 'line one of the key', 'abcdef']),
  )
  expect(credentialsIn('{ no JSON')).toEqual([])
})

it('keeps what cannot be decoded as it is written', () => {
  expect(credentialsIn('postgres://me:100%zz@h')).toEqual(['100%zz'])
})
