import { expect, test } from 'vitest'
import { looking } from './looking.ts'

test('the run’s own time, load or none', async () => {
  const { look, host } = looking({ maxDuration: '10m' }, { loaded: false })
  await host.clock.sleep(599_999)
  expect(await look()).toMatchObject({ seen: true, bad: false })
  await host.clock.sleep(1)
  expect(await look()).toEqual({ seen: true, bad: true, restedOn: 'it has lasted 10 min' })
})
