import { expect, test } from 'vitest'
import { notAllowed } from '../../../src/run/hosts/not-allowed.ts'

test('says who would be asked where, why not, and how it would be allowed; nothing that may be secret', () => {
  const found = notAllowed('The ledger', 'https://ada:hush@db.test:8443/a?token=hush', 'db.test is 10.0.0.5')
  expect(found).toEqual({
    code: 'host-not-allowed',
    reason: 'The ledger would be asked at https://db.test:8443: db.test is 10.0.0.5.',
    hint: "Where that is meant, list it in firedrill.config.ts: allowedHosts: ['db.test'].",
  })
  expect(notAllowed('x', 'http://[2001:db8::1]/', 'y').hint).toContain("['2001:db8::1']")
})
