import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { knock, knockWords } from '../../src/host/knock.ts'

it('tells one that listens from one that does not', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  expect(await knock('127.0.0.1', port, 2000)).toBe('accepted')
  // A URL writes an address of IPv6 in brackets.
  expect(await knock('[127.0.0.1]', port, 2000)).toBe('accepted')
  await new Promise((resolve) => server.close(resolve))
  expect(await knock('127.0.0.1', port, 2000)).toBe('refused')
})

it('does not take a name that nobody knows for one that refuses', async () => {
  expect(await knock('nobody.invalid', 80, 5000)).toBe('unreachable')
})

it('does not take a hung process, whose queue is full, for one that refuses', async () => {
  const listening = `const server = require('node:net').createServer()
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port))`
  const child = spawn(process.execPath, ['-e', listening], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [said] = await once(child.stdout, 'data')
    child.kill('SIGSTOP')
    const seen = new Set<string>()
    while (seen.size < 2) seen.add(await knock('127.0.0.1', Number(said), 300))
    expect(seen).toEqual(new Set(['accepted', 'silent']))
  } finally {
    child.kill('SIGKILL')
  }
})

it('has words for each', () => {
  expect(
    (['accepted', 'refused', 'silent', 'unreachable'] as const).map((seen) => knockWords(seen, 500)),
  ).toEqual([
    'accepts connections',
    'refuses connections',
    'takes no connection within 500 ms',
    'cannot be reached from here',
  ])
})
