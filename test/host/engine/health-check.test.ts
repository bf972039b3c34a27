import { expect, it } from 'vitest'
import { healthCheckIn } from '../../../src/host/engine/health-check.ts'

const read = (Test: string[], more: object = {}, Timeout = 0) =>
  healthCheckIn({ Healthcheck: { Test, Timeout }, ...more })

it('reads a program, and a line of the shell', () => {
  expect(read(['CMD', 'pg_isready', '-q'], {}, 2e9)).toEqual({ argv: ['pg_isready', '-q'], timeoutMs: 2000 })
  expect(read(['CMD-SHELL', 'redis-cli ping'])).toEqual({
    argv: ['/bin/sh', '-c', 'redis-cli ping'],
    timeoutMs: 30_000,
  })
  const Shell = ['/bin/ash', '-eo', 'pipefail', '-c']
  expect(read(['CMD-SHELL', 'true'], { Shell })?.argv).toEqual([...Shell, 'true'])
  expect(read(['CMD-SHELL', 'true'], { Shell: null })?.argv).toEqual(['/bin/sh', '-c', 'true'])
})

it('is none where none is made, or it was switched off', () => {
  for (const config of [{}, { Healthcheck: {} }]) expect(healthCheckIn(config)).toBeNull()
  for (const test of [['NONE'], [], ['CMD']]) expect(read(test)).toBeNull()
})
