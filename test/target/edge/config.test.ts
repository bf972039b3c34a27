import { expect, test } from 'vitest'
import { readEdgeConfig } from '../../../src/target/edge/config.ts'

const NEEDED = { EDGE_PORT: '8080', EDGE_UPSTREAMS: 'a=http://127.0.0.1:1,b=http://127.0.0.1:2*0' }

test('two variables are enough; one that is empty is as good as none', () => {
  const read = readEdgeConfig({ ...NEEDED, EDGE_ACCESS_LOG: '', EDGE_RETRIES: '' })
  expect(read).toMatchObject({
    ok: true,
    value: { EDGE_PORT: 8080, EDGE_READY_PATH: '/ready', EDGE_ACTIVE: true, EDGE_RETRIES: 1 },
  })
  expect(read.ok && read.value.EDGE_UPSTREAMS.map(({ weight }) => weight)).toEqual([1, 0])
  expect(read.ok && read.value.EDGE_ACCESS_LOG).toBeUndefined()
})

test('every variable that is missing or bad is named in one message', () => {
  const read = readEdgeConfig({ EDGE_PORT: '0', EDGE_READY_PATH: 'ready', EDGE_ACTIVE: 'maybe' })
  expect(read.ok).toBe(false)
  const message = read.ok ? '' : read.message
  expect(message).toContain('EDGE_PORT: must be a whole number from 1 to 65535')
  expect(message).toContain('EDGE_UPSTREAMS: is missing')
  expect(message).toContain('EDGE_READY_PATH: must start with /')
  expect(message).toContain('EDGE_ACTIVE:')
})
