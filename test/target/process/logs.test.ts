import { expect, it } from 'vitest'
import { logsOf } from '../../../src/target/process/logs.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { edgeSpec, instanceSpecs, serviceSpecs } from '../../../src/target/process/spec.ts'
import { runtimeOn, surroundings } from './settings.ts'

it('knows the log of everything that the target starts', () => {
  const around = surroundings({ services: { db: { run: 'db' } } })
  const runtime = runtimeOn()
  const managed = (specs: ReturnType<typeof instanceSpecs>) =>
    specs.map((spec) => createManaged(spec, runtime))
  const parts = {
    services: managed(serviceSpecs(around)),
    instances: managed(instanceSpecs(around)),
    edge: createManaged(edgeSpec(around)!, runtime),
  }
  const logs = logsOf(around, parts)
  expect(['web-2', 'db', 'edge', 'web-9'].map((name) => logs.file(name))).toEqual([
    '/tmp/logs/web-2.log',
    '/tmp/logs/db.log',
    '/tmp/logs/edge.log',
    null,
  ])
})
