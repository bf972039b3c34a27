import { expect, test } from 'vitest'
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
