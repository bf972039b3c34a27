import { expect, test } from 'vitest'
import { serve, Workshop } from './real.ts'

const TIMEOUT_MS = 60_000

const SCRIPT = `import http from 'k6/http'
import { check } from 'k6'
import { Trend } from 'k6/metrics'
const took = new Trend('took')
export default function () {
  took.add(1, { op: 'none' })
  for (const op of ['first', 'refused', 'last']) {
    const edge = op === 'refused' ? 'http://127.0.0.1:9' : __ENV.EDGE_URL
    const answer = http.get(edge + '/', { tags: { op }, timeout: '1s' })
    check(answer, { [op]: (r) => r.status === 200 })
  }
  took.add(2)
}
`

test(
  'k6 tells of each check and custom metric which request its iteration had made last',
  async () => {
    using shop = new Workshop()
    const web = await serve((_, response) => void setTimeout(() => response.end('ok'), 20))
    try {
      const { requests, metrics, end } = await shop.drive(shop.write('spoken.ts', SCRIPT), 1500, {
        edge: web.url,
      })
      expect(end.malformedRows).toBe(0)
      const operationOf = (request: number): string | undefined => requests[request - 1]?.operation
      const checks = metrics.filter(({ metric }) => metric === 'checks')
      expect(new Set(checks.map(({ label }) => label))).toEqual(new Set(['first', 'refused', 'last']))
      expect(checks.filter(({ label, request }) => label !== operationOf(request))).toEqual([])
      // Each is spoken of once.
      expect(new Set(checks.map(({ request }) => request)).size).toBe(checks.length)
      const took = metrics.filter(({ metric }) => metric === 'took')
      const wanted = ({ value }: { value: number }) => (value === 1 ? undefined : 'last')
      expect(took.length).toBeGreaterThan(10)
      expect(took.filter((row) => operationOf(row.request) !== wanted(row))).toEqual([])
    } finally {
      await web.close()
    }
  },
  TIMEOUT_MS,
)
