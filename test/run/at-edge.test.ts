import { expect, test } from 'vitest'
import { atEdge } from '../../src/run/at-edge.ts'

test.each([
  ['http://127.0.0.1:9000', '/', 'http://127.0.0.1:9000/'],
  ['http://127.0.0.1:9000', '', 'http://127.0.0.1:9000'],
  ['https://staging.example/app', '/ready?deep', 'https://staging.example/app/ready?deep'],
  ['https://staging.example/app/', '/ready', 'https://staging.example/app/ready'],
])('%s and %j', (edge, path, url) => {
  expect(atEdge({ edge: new URL(edge) }, path)).toBe(url)
})
