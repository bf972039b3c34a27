import { expect, onTestFinished, test } from 'vitest'
import { watch } from '../../../src/target/edge/checks.ts'
import type { Upstream } from '../../../src/target/edge/upstream.ts'
import { eventually } from '../../fixtures/rig.ts'
import { configWith, nowhere, served, upstreamAt } from './served.ts'

function watched(upstream: Upstream, env: Record<string, string> = {}): Upstream {
  const end = new AbortController()
  const config = configWith({ EDGE_CHECK_INTERVAL_MS: '20', EDGE_CHECK_TIMEOUT_MS: '200', ...env })
  const watching = watch(upstream, config, end.signal)
  onTestFinished(async () => {
    end.abort()
    await watching
  })
  return upstream
}

test('one that says 200 comes in, and goes out when it says anything else', async () => {
  let status = 200
  const paths = new Set<string | undefined>()
  const url = await served((request, response) => {
    paths.add(request.url)
    response.writeHead(status).end('because')
  })
  const upstream = watched(upstreamAt(url, 'unknown'), { EDGE_READY_PATH: '/up' })
  await eventually('it is in', async () => upstream.in)
  expect([...paths]).toEqual(['/up'])
  status = 503
  await eventually('it is out', async () => !upstream.in)
  expect(upstream).toMatchObject({ checked: 'unready', reason: '503 because' })
  status = 200
  await eventually('it is in again', async () => upstream.in)
})

test('one bad check in a row of good ones changes nothing', async () => {
  let asked = 0
  const url = await served((_request, response) => {
    asked += 1
    response.writeHead(asked % 3 === 0 ? 503 : 200).end()
  })
  const upstream = watched(upstreamAt(url, 'unknown'))
  const seen = new Set<string>()
  await eventually('it was asked often', async () => {
    if (asked > 1) seen.add(upstream.checked)
    return asked > 12
  })
  expect([...seen]).toEqual(['ready'])
})

test('who refuses and who hangs are told apart', async () => {
  const refusing = watched(upstreamAt(await nowhere(), 'unknown'))
  await eventually('it refuses', async () => refusing.checked === 'refusing')
  const hung = watched(upstreamAt(await served(() => undefined), 'unknown'), { EDGE_CHECK_TIMEOUT_MS: '50' })
  await eventually('it hangs', async () => hung.checked === 'hung')
  expect(hung.reason).toBe('no answer in 50 ms')
})

test('a mark by users’ requests is lifted by a check that began after it', async () => {
  const url = await served((_request, response) => void response.end())
  const upstream = watched(upstreamAt(url, 'unknown'))
  await eventually('it is in', async () => upstream.in)
  upstream.mark(Number.POSITIVE_INFINITY)
  expect(upstream.in).toBe(false)
  await eventually('it is in again', async () => upstream.in)
})
