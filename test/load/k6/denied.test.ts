import { expect, test } from 'vitest'
import type { RequestRow } from '../../../src/load/load.ts'
import { foreignRequest } from '../../../src/run/hosts/foreign-request.ts'
import { LOOPBACK, outsideOf } from '../../../src/run/hosts/ranges.ts'
import { serve, Workshop } from './real.ts'

const TIMEOUT_MS = 60_000

/** Asks the edge, a network that is nobody's (RFC 5737) by address and by redirect, and what the script itself denies. */
const SCRIPT = `import http from 'k6/http'
export const options = { blacklistIPs: ['127.0.0.9/32'] }
export default function () {
  const limit = { timeout: '1s' }
  http.get(__ENV.EDGE_URL + '/here', limit)
  http.get('http://192.0.2.7/there', limit)
  http.get(__ENV.EDGE_URL + '/moved', limit)
  http.get('http://127.0.0.9:9/own', limit)
}
`

test(
  'k6 connects to nothing in a denied range, however it is led there, nor to what the script denies itself',
  async () => {
    using shop = new Workshop()
    const script = shop.write('away.js', SCRIPT)
    const web = await serve(({ url }, answer) => {
      if (url === '/moved') answer.writeHead(302, { location: 'http://192.0.2.8/away' })
      answer.end('ok')
    })
    try {
      const { requests } = await shop.drive(script, 2000, {
        edge: web.url,
        deniedRanges: outsideOf(LOOPBACK),
      })
      const errorsOf = (operation: string) =>
        new Set(requests.filter((row) => row.operation === operation).map(({ error }) => error))
      expect(errorsOf('GET /here')).toEqual(new Set([0]))
      expect(errorsOf('GET /there')).toEqual(new Set([1110]))
      expect(errorsOf('GET /own')).toEqual(new Set([1110]))
      // The redirect is followed up to where it leads away.
      expect(errorsOf('GET /moved')).toEqual(new Set([0]))
      expect(errorsOf('GET /away')).toEqual(new Set([1110]))
      expect(foreignRequest(requests)).toMatchObject({ code: 'host-not-allowed' })
    } finally {
      await web.close()
    }
  },
  TIMEOUT_MS,
)

const ASKS_AT_ONCE = `import http from 'k6/http'
import { sleep } from 'k6'
export function setup() {
  http.get('http://192.0.2.7/seed', { timeout: '1s' })
}
export default function () {
  http.get('http://192.0.2.7/there', { timeout: '1s' })
  sleep(60)
}
`

test(
  'what setup() asks is told, and what fails before anything is sent is told while its iteration goes on',
  async () => {
    using shop = new Workshop()
    const script = shop.write('early.js', ASKS_AT_ONCE)
    const [aside, unplaced]: RequestRow[][] = [[], []]
    const { load, requests } = await shop.start(script, {
      edge: 'http://127.0.0.1:9',
      deniedRanges: outsideOf(LOOPBACK),
      onAside: (batch) => aside?.push(...batch),
      onUnplaced: (batch) => unplaced?.push(...batch),
    })
    await expect.poll(() => unplaced?.length ?? 0, { timeout: 10_000 }).toBeGreaterThan(0)
    expect(requests).toEqual([])
    await load.stop()
    expect(foreignRequest(aside ?? [])?.message).toContain('GET /seed')
    expect(foreignRequest(unplaced ?? [])?.message).toContain('GET /there')
    expect(requests.length).toBe(unplaced?.length)
  },
  TIMEOUT_MS,
)
