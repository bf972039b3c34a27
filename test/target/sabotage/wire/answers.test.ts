import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { type GivenAnswer, KeptAnswers } from '../../../../src/target/sabotage/wire/answers.ts'

async function given(answers: KeptAnswers, method: string, url: string, status: number, body: string) {
  const headers = { 'content-type': 'text/plain', 'content-length': '3', connection: 'close' }
  const answer: GivenAnswer = Object.assign(Readable.from([Buffer.from(body)]), {
    statusCode: status,
    headers,
  })
  answers.watch(method, url, answer)
  await answer.toArray()
}

it('gives the latest good answer to the same path, else to the same method', async () => {
  const answers = new KeptAnswers()
  expect(answers.like('POST', '/orders')).toBeNull()
  await given(answers, 'POST', '/orders?a', 201, 'one')
  await given(answers, 'POST', '/carts', 200, 'two')
  const same = answers.like('POST', '/orders')
  expect([same?.status, same?.headers, String(same?.body)]).toEqual([
    201,
    { 'content-type': 'text/plain' },
    'one',
  ])
  expect(String(answers.like('POST', '/other')?.body)).toBe('two')
  expect(answers.like('PUT', '/orders')).toBeNull()
})

it('keeps no bad answer and none that is too long', async () => {
  const answers = new KeptAnswers()
  await given(answers, 'POST', '/orders', 500, 'bad')
  await given(answers, 'POST', '/orders', 200, 'x'.repeat(300_000))
  expect(answers.like('POST', '/orders')).toBeNull()
})
