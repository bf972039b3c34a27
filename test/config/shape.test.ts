import { expect, test } from 'vitest'
import { refuseShape } from '../../src/config/shape.ts'

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) })

test('what a configuration can look like is taken, also where a value stands in it twice', () => {
  const shared = { run: 'node server.js' }
  refuseShape({ target: { options: nested(40), again: [shared, shared] }, handlers: { fill: () => 1 } }, 'f')
})

test('what holds itself, or is nested as deep, is refused where it begins', () => {
  const loop: Record<string, unknown> = {}
  loop.self = [loop]
  for (const odd of [loop, nested(60)])
    expect(() => refuseShape({ loads: odd }, 'firedrill.config.ts')).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: expect.stringMatching(/^loads\.\S+: is nested/),
      }),
    )
})

test('a name that JavaScript would lose is refused', () => {
  const loads: unknown = JSON.parse('{"__proto__":"shop.ts"}')
  expect(() => refuseShape({ loads }, 'f')).toThrow('loads.__proto__: cannot be a name')
})
