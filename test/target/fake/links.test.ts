import { expect, it } from 'vitest'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { createWorld } from '../recorder.ts'

it('has links to those services that the start was told of, and no others', async () => {
  const world = await createWorld()
  const running = await createFakeTarget(2).start({ ...world.context, links: ['db'] })
  const links = running.links!
  expect(links.names).toEqual(['db'])
  await expect(links.clear('cache')).rejects.toMatchObject({ code: 'drill-invalid' })
  const effort = { connections: 10, timeoutMs: 100 }
  expect(await links.look('db', effort)).toEqual({ set: null, connections: 10, broken: 0, answerMs: 1 })
  await links.disturb('db', { kind: 'flaky', share: 0.15 })
  expect(await links.look('db', effort)).toMatchObject({ set: 'flaky', broken: 2, answerMs: 1 })
  await links.disturb('db', { kind: 'cut' })
  expect(await links.look('db', effort)).toMatchObject({ set: 'cut', broken: 10, answerMs: null })
  await links.clear('db')
  expect(await links.look('db', effort)).toMatchObject({ set: null })
  await running.stop()
  await world.close()
})
