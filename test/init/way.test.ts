import { expect, it } from 'vitest'
import { type ComposeWay, firstInstance, type ProcessesWay } from '../../src/init/way.ts'

it('names the first instance as a run will', () => {
  const found = { from: '', ready: { path: '/', from: '' }, notes: [] }
  const processes: ProcessesWay = { ...found, target: 'processes', run: 'x', portVariable: 'PORT', env: {} }
  const compose: ComposeWay = {
    ...found,
    target: 'compose',
    files: [],
    instances: ['app-a', 'app-b'],
    port: 1,
    edge: { service: 'e', port: 1 },
    services: {},
    balancer: null,
  }
  expect(firstInstance(processes)).toBe('web-1')
  expect(firstInstance(compose)).toBe('app-a')
  expect(firstInstance({ ...compose, instances: { service: 'app', count: 2 } })).toBe('app-1')
})
