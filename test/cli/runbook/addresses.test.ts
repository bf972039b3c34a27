import { expect, it } from 'vitest'
import { openProject } from '../../../src/cli/project.ts'
import { addressesOf } from '../../../src/cli/runbook/addresses.ts'
import type { JournalEvent } from '../../../src/journal/events.ts'
import { inProject } from '../small-project.ts'
import { configText, rehearsedProject, TARGET } from './rehearsed.ts'

function events(edge: string, ...urls: (string | null)[]): JournalEvent[] {
  const seen = urls.map((url, index) => ({
    name: `web-${index + 1}`,
    url,
    identity: null,
    release: null,
    ready: true,
  }))
  return [
    { seq: 0, atMs: 0, type: 'probe-started', url: edge, intervalMs: 20, timeoutMs: 2000 },
    { seq: 1, atMs: 1, type: 'instances', instances: seen, why: '' },
  ]
}
const of = (target: string, ...given: Parameters<typeof events>) =>
  inProject(rehearsedProject({ 'firedrill.config.ts': configText(target) }), async () =>
    addressesOf(await openProject(), 'processes', events(...given)),
  )

it('are those that the configuration fixes', async () => {
  expect(
    await of(TARGET, 'http://127.0.0.1:8080/', 'http://127.0.0.1:3001', 'http://127.0.0.1:3002/'),
  ).toEqual({
    edge: 'http://127.0.0.1:8080/',
    instances: ['http://127.0.0.1:3001/version', 'http://127.0.0.1:3002/version'],
  })
})

it('are none that was one run’s own: of instances, all or none', async () => {
  expect(
    await of(TARGET, 'http://127.0.0.1:43121/', 'http://127.0.0.1:3001', 'http://127.0.0.1:43122'),
  ).toEqual({
    edge: null,
    instances: [],
  })
  expect((await of(TARGET, 'http://127.0.0.1:8080/', 'http://127.0.0.1:3001', null)).instances).toEqual([])
})

it('name the place of the version that the configuration names', async () => {
  const named = TARGET.replace("version: '/version'", "version: { path: '/about' }")
  expect((await of(named, 'http://127.0.0.1:8080/', 'http://127.0.0.1:3001')).instances).toEqual([
    'http://127.0.0.1:3001/about',
  ])
  const only = TARGET.replace("version: '/version'", "version: { headers: { release: 'x-v' } }")
  expect((await of(only, 'http://127.0.0.1:8080/', 'http://127.0.0.1:3001')).instances).toEqual([])
})
