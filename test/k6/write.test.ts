import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { WriteRow } from '../../src/load/load.ts'
import { host, serve, Workshop } from '../load/k6/real.ts'

const FROM = fileURLToPath(new URL('../../src/k6/index.ts', import.meta.url))
const SCRIPT = `import http from 'k6/http'
import exec from 'k6/execution'
import { write } from '${FROM}'
const WAYS = ['ok', 'conflict', 'broken', 'reset', 'hang', 'late', 'thrown']
export default async function () {
  const way = WAYS[exec.scenario.iterationInTest % WAYS.length]
  const key = way + ' &=,"%' + exec.scenario.iterationInTest
  const post = () => http.post(__ENV.EDGE_URL + '/' + way, key, { timeout: '60s' })
  if (way === 'late') await write(key, () => http.asyncRequest('POST', __ENV.EDGE_URL + '/ok', key))
  else if (way === 'thrown') write(key, () => { throw new Error('before it was sent') })
  else if (way === 'conflict') write(key, post, { instanceHeader: 'x-who' })
  else write(key, post)
}
`

/** Answers by the path's first word, and keeps what it was sent. */
async function shop(received: Set<string>) {
  return serve((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.add(body)
      response.setHeader('x-instance', 'web-1').setHeader('x-release', '1.0.0').setHeader('x-who', 'other')
      if (request.url === '/ok') response.writeHead(201).end()
      else if (request.url === '/conflict') response.writeHead(409).end()
      else if (request.url === '/broken') response.writeHead(502).end()
      else if (request.url === '/reset') request.socket.destroy()
    })
  })
}

test('what users are told of each write is known by its key, and of one under way at the end that it was sent', async () => {
  using workshop = new Workshop()
  const received = new Set<string>()
  const { url, close } = await shop(received)
  const script = workshop.write('script.ts', SCRIPT)
  const logFile = join(workshop.directory, 'k6.log')
  const { load, writes, metrics } = await workshop.start(script, { edge: url, logFile })
  await host.clock.sleep(2000)
  // What is under way when it is stopped is broken off, whatever it would have been told.
  const answered = writes.slice()
  const end = await load.stop()
  await close()
  expect(end.malformedRows).toBe(0)
  const of = (way: string, all = answered): WriteRow[] => all.filter(({ key }) => key.startsWith(`${way} `))
  const who = { instance: 'web-1', release: '1.0.0' }
  for (const way of ['ok', 'late']) {
    expect(of(way).length).toBeGreaterThan(3)
    for (const row of of(way)) expect(row).toMatchObject({ told: 'acknowledged', status: 201, ...who })
  }
  for (const row of of('conflict'))
    expect(row).toMatchObject({ told: 'refused', status: 409, instance: 'other', release: '1.0.0' })
  for (const row of of('broken')) expect(row).toMatchObject({ told: 'unknown', status: 502, ...who })
  for (const row of [...of('reset'), ...of('thrown')])
    expect(row).toMatchObject({ told: 'unknown', status: 0, instance: '' })
  expect(of('hang', writes).length).toBeGreaterThan(3)
  for (const row of of('hang', writes)) expect(row).toMatchObject({ told: 'unknown', status: 0 })
  // Keys come through as they are, whatever is in them; each once.
  const keys = writes.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect([...received].filter((key) => !keys.includes(key))).toEqual([])
  expect(keys.every((key) => /^\w+ &=,"%\d+$/.test(key))).toBe(true)
  // It is no metric of the script's, and its fields are on no other sample.
  expect(metrics.map(({ metric }) => metric)).not.toContain('firedrill_writes')
})
