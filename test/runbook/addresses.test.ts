import { expect, it } from 'vitest'
import { lastingAddress } from '../../src/runbook/addresses.ts'

const WRITTEN = JSON.stringify({ ports: [3001, 3002], edge: { url: 'https://staging.example', port: 8080 } })

it.each([
  ['http://127.0.0.1:3001', true],
  ['http://127.0.0.1:8080/products', true],
  ['https://staging.example/', true],
  ['http://127.0.0.1:43121/', false],
  ['http://127.0.0.1:300/', false],
  ['http://127.0.0.1:80801/', false],
  ['https://example/', false],
  ['no address', false],
])('%s lasts: %s', (url, lasts) => {
  expect(lastingAddress(url, WRITTEN)).toBe(lasts ? url : null)
})
