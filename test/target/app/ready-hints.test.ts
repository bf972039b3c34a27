import { expect, it } from 'vitest'
import type { Wanted } from '../../../src/target/app/ready.ts'
import { readyHint, startHint } from '../../../src/target/app/ready-hints.ts'

const http: Wanted = {
  name: 'web-1',
  ready: { kind: 'http', url: 'http://127.0.0.1:3001/ready' },
  readyTimeoutMs: 5000,
  health: null,
  log: '/tmp/web-1.log',
  env: { PORT: '3001' },
}
const command: Wanted = { ...http, ready: { kind: 'command', argv: ['asks'], cwd: '/' } }

it('says nothing of ports or paths where neither is asked', () => {
  expect(readyHint(command, 'asks ended with 2: GET / gave 404', ['x'])).toBe(
    'Where it only needs longer, set readyTimeout. All that it wrote is in /tmp/web-1.log.',
  )
  expect(startHint(command, 'exit code 0', [])).toBe('All that it wrote is in /tmp/web-1.log.')
})

it('knows an answer of 404 with a body, and no other', () => {
  const asked = (seen: string) => readyHint(http, `GET http://127.0.0.1:3001/ready gave ${seen}`, [])
  expect(asked('404 Not Found')).toContain('Nothing is at /ready')
  expect(asked('500 see 404')).toBe('Where it only needs longer, set readyTimeout.')
  expect(asked('timeout')).toBe('Where it only needs longer, set readyTimeout.')
  expect(asked('ECONNREFUSED')).toContain('(PORT=3001)')
})
