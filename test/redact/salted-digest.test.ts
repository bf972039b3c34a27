import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { SaltedDigest } from '../../src/redact/salted-digest.ts'

it('is the same for the same text by one object, and nobody else can find it by trying', () => {
  const digest = new SaltedDigest()
  const one = digest.of('hunter2')
  expect(one).toMatch(/^[0-9a-f]{12}$/)
  expect(digest.of('hunter2')).toBe(one)
  expect(digest.of('hunter3')).not.toBe(one)
  expect(new SaltedDigest().of('hunter2')).not.toBe(one)
  expect(createHash('sha256').update('hunter2').digest('hex')).not.toContain(one)
})
