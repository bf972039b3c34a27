/** The smallest project that a drill can be run on: one plain Node server, a k6 script, a drill of half a second. */

export const SERVER = `import { createServer } from 'node:http'
createServer((request, response) => response.end('hello')).listen(Number(process.env.PORT), '127.0.0.1')
`

export const SCRIPT = `import http from 'k6/http'
export default function () {
  http.get(__ENV.BASE_URL)
}
`

/** `fields` go into the configuration, `target` into the target's options. */
export function config({ fields = '', target = '', run = 'node server.js' } = {}): string {
  return `import { defineConfig, env, processes } from 'firedrill'
export default defineConfig({
  loads: { app: 'load.js' }, warmUp: '200ms', ${fields}
  target: processes({ instances: 1, run: '${run}', ready: '/', ${target} }),
})
`
}

/** The same app under Compose; `more` goes into the target's options. */
export function composeConfig(more = '', edge = "{ service: 'edge', port: 80 }"): string {
  return `import { compose, defineConfig } from 'firedrill'
export default defineConfig({
  loads: { app: 'load.js' },
  target: compose({ instances: ['web-1', 'web-2'], edge: ${edge}, ${more} }),
})
`
}

export function drill(steps = "phase('calm', [hold('500ms')])", how = "{ rate: '20/s' }"): string {
  return `import { drill, errors, hold, load, param, phase } from 'firedrill'
export default drill('calm', { purpose: 'Nothing happens.', params: { rest: param.duration('1s') } }, () => ({
  load: load('app', ${how}),
  steps: [${steps}],
  expect: [errors().below('50%')],
}))
`
}

/** Path → text. */
export const SMALL_APP: Readonly<Record<string, string>> = {
  'server.js': SERVER,
  'load.js': SCRIPT,
  'firedrill.config.ts': config(),
  'drills/calm.ts': drill(),
}
