import { expect, it } from 'vitest'
import { createContainers } from '../../../src/target/compose/containers.ts'
import { watchRestarts } from '../../../src/target/compose/restarts.ts'

import { surroundings } from './settings.ts'

const labels = {
  'com.docker.compose.project': 'shop',
  'com.docker.compose.service': 'web-1',
  'com.docker.compose.oneoff': 'False',
}

function watching(restarts = 0) {
  const told: string[] = []
  const engine = { container: async () => ({ restarts }) } as never
  const containers = createContainers(engine, 'shop', surroundings().options)
  const watch = watchRestarts(
    { engine, containers },
    { tell: (service, _atMs, text) => told.push(`${service} ${text}`) },
  )
  const started = async (atMs: number, byPolicy: boolean) => {
    if (byPolicy) restarts++
    await watch.seen({ container: 'c', labels, atMs })
  }
  return { told, started, watch }
}

it('tells of starts by the restart policy, and of no others', async () => {
  const { told, started } = watching()
  await started(0, false)
  await started(1000, false)
  expect(told).toEqual([])
  await started(2000, true)
  expect(told).toEqual(['web-1 engine: web-1 was started again by its restart policy'])
})

it('calls many of them within a minute a crash loop, and few no loop', async () => {
  const { told, started } = watching()
  for (const atMs of [0, 40_000, 80_000, 120_000]) await started(atMs, true)
  expect(told.join()).not.toContain('crash loop')
  await started(130_000, true)
  expect(told.at(-1)).toContain('3 times within a minute: a crash loop')
})

it('does not lay to the policy of today what it did before the run', async () => {
  const { told, started, watch } = watching(7)
  watch.known([{ id: 'c', restarts: 7 }])
  await started(0, false)
  expect(told).toEqual([])
  await started(1000, true)
  expect(told).toHaveLength(1)
})
