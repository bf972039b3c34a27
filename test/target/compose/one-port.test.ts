import { describe, expect, it } from 'vitest'
import { projectRefusals } from '../../../src/target/compose/check.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { projectOf, WRITTEN } from './settings.ts'

const options = parseComposeOptions(WRITTEN)
const reasons = (services: Record<string, object>, more: object = {}) =>
  projectRefusals(options, projectOf(services, more)).map(({ reason }) => reason)

describe('a port of one container', () => {
  it.each<[string, Record<string, object>, string]>([
    ['an instance', { 'web-1': { deploy: { replicas: 2 } } }, 'web-1 is 2 containers by the Compose files'],
    ['by the older word', { 'web-2': { scale: 3 } }, 'web-2 is 3 containers by the Compose files'],
    ['the edge', { edge: { deploy: { replicas: 2 } } }, 'edge is 2 containers'],
    ['a service that is named', { db: { deploy: { replicas: 2 } } }, 'db is 2 containers'],
  ])('is not asked for by several of one service: %s', (_what, services, reason) => {
    expect(reasons(services)).toEqual([expect.stringContaining(reason)])
  })

  it('says how replicas are named as instances', () => {
    const [refusal] = projectRefusals(options, projectOf({ 'web-1': { scale: 2 } }))
    expect(refusal?.hint).toContain("instances: { service: 'web-1', count: 2 }")
  })

  it('is had where there is one, where nothing is published, and by what is named nowhere', () => {
    const internal = { networks: { back: { name: 'shop_back', internal: true } } }
    expect(reasons({ 'web-1': { deploy: { replicas: 1 } }, 'web-2': { deploy: {} } })).toEqual([])
    expect(reasons({ worker: { deploy: { replicas: 4 } } })).toEqual([])
    expect(reasons({ db: { scale: 2, networks: { back: null } } }, internal)).toEqual([])
  })
})
