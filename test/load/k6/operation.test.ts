import { expect, test } from 'vitest'
import { Operations } from '../../../src/load/k6/operation.ts'

test.each([
  ['GET', 'http://127.0.0.1:8080/products/12?page=3', null, 'GET /products/:id'],
  ['GET', 'https://shop.example/a/0b54ba1e-83a5-4b3a-9a3c-3a1f6f6a0001/b#x', null, 'GET /a/:id/b'],
  ['GET', 'http://h/blobs/deadbeef01', null, 'GET /blobs/:id'],
  ['GET', 'http://h/defaced', null, 'GET /defaced'],
  ['GET', 'http://h/v1/12ab', null, 'GET /v1/12ab'],
  ['GET', 'http://h', null, 'GET /'],
  ['GET', 'http://h?x=1', null, 'GET /'],
  ['GET', `http://h/products/${'$'}{}`, null, 'GET /products/:id'],
  ['POST', 'place an order', null, 'place an order'],
  ['POST', 'http://h/orders', 'order', 'order'],
  ['POST', 'http://h/orders', '', 'POST /orders'],
  ['POST', '', null, 'POST'],
])('%s %s (op: %s) is %s', (method, name, op, operation) => {
  const operations = new Operations()
  expect([operations.of(method, name, op), operations.of(method, name, op)]).toEqual([operation, operation])
})

test('methods are told apart, also with many names', () => {
  const operations = new Operations()
  for (let id = 0; id < 20_005; id += 1) expect(operations.of('GET', `http://h/${id}`, null)).toBe('GET /:id')
  expect(operations.of('PUT', 'http://h/1', null)).toBe('PUT /:id')
})
