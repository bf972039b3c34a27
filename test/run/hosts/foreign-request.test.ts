import { expect, test } from 'vitest'
import type { RequestRow } from '../../../src/load/load.ts'
import { foreignRequest } from '../../../src/run/hosts/foreign-request.ts'

const row = (more: Partial<RequestRow>): RequestRow => ({
  startWallMs: 0,
  durationMs: 1,
  certain: true,
  ok: false,
  status: 0,
  error: 0,
  method: 'GET',
  operation: 'GET /pixel',
  scenario: 'load',
  group: '',
  instance: null,
  release: null,
  ...more,
})

test('one that k6 may not connect to', () => {
  const found = foreignRequest([row({ ok: true, status: 200 }), row({ error: 1110 })])
  expect(found).toMatchObject({
    code: 'host-not-allowed',
    exitCode: 77,
    message: expect.stringContaining('(GET /pixel)'),
    hint: expect.stringContaining('logs/k6.log'),
  })
  expect(foreignRequest([row({ error: 1110, operation: 'count' })])?.message).toContain('(GET count)')
})

test('one that failed otherwise is the app’s; so is one that the script itself blocks', () => {
  expect(foreignRequest([row({ error: 1212 }), row({ error: 1101 }), row({ error: 1111 })])).toBeNull()
  expect(foreignRequest([])).toBeNull()
})
