import type { Written } from './files.ts'
import { quoted } from './text.ts'

/** A k6 script that asks for one page, with what is easily forgotten in it: a time limit, and connections of their own. */
export function scenarioText({ path }: Written): string {
  return `// What your users do, as a k6 script: one request to begin with. Add what matters most to them, writes too.
import { check } from 'k6'
import http from 'k6/http'

// A drill brings the address, the time limit and the rate.
const BASE_URL = __ENV.BASE_URL || 'http://127.0.0.1:3000'
const TIMEOUT = (__ENV.REQUEST_TIMEOUT_MS || 2000) + 'ms'

export default function () {
  // On a connection that is reused, k6 sends some requests again without a word: half of them have one of their own.
  const headers = Math.random() < 0.5 ? { Connection: 'close' } : {}
  const page = http.get(BASE_URL + ${quoted(path)}, { headers, timeout: TIMEOUT, tags: { name: ${quoted(`GET ${path}`)} } })
  check(page, { 'page is there': (answer) => answer.status === 200 })
}
`
}
