import { afterEach, expect, it } from 'vitest'
import { json, type StubEngine, stubEngine } from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())

it('says what the engine is, and how far its clock is ahead, give or take the time it took to say so', async () => {
  stub = await stubEngine({
    'GET /version': json({ Version: '28.0.1', ApiVersion: '1.48' }),
    'GET /info': (response, request) => {
      const SystemTime = new Date(Date.now() + 10_000).toISOString()
      const answer = json({ DockerRootDir: '/data', NCPU: 3, MemTotal: 5e9, SystemTime })
      setTimeout(() => answer(response, request), 100)
    },
  })
  const { clock, ...about } = await stub.engine.about()
  expect(about).toEqual({
    version: '28.0.1',
    apiVersion: '1.48',
    dataRoot: '/data',
    cpus: 3,
    memoryBytes: 5e9,
  })
  expect(clock.errorMs).toBeGreaterThan(45)
  expect(Math.abs(clock.offsetMs - 10_000)).toBeLessThanOrEqual(clock.errorMs + 1)
})
