import { expect, test } from 'vitest'
import { missing } from '../../../src/load/k6/missing.ts'

test('it says how k6 is had on this platform', () => {
  const mac = missing({ platform: 'darwin' }, 'k6 was not found.')
  const linux = missing({ platform: 'linux' }, 'k6 was not found.', new Error('cause'))
  expect(mac).toMatchObject({
    code: 'k6-missing',
    exitCode: 69,
    hint: expect.stringContaining('brew install k6'),
  })
  expect(linux.hint).toContain('https://grafana.com/docs/k6/')
  expect(linux.hint).not.toContain('brew')
  expect(linux.cause).toBeInstanceOf(Error)
})
