import { expect, test } from 'vitest'
import { servedOtherwise } from '../../../src/run/conditions/served.ts'
import { onStage } from '../on-stage.ts'

test('tells other releases of the run that answers at the edge name', async () => {
  const { stage } = await onStage()
  expect(await servedOtherwise(stage, '1.1.0', 2)).toEqual(['1.0.0'])
  expect(await servedOtherwise(stage, '1.0.0', 2)).toEqual([])
})

test('takes a header that names no release of the run for something else', async () => {
  const { stage } = await onStage()
  const { target } = stage
  const paths = { ...target.paths, headers: { release: 'X-Instance', bootId: 'x-boot-id' } }
  expect(await servedOtherwise({ ...stage, target: { ...target, paths } }, '1.1.0', 2)).toEqual([])
})

test('asks below the path of an edge that has one', async () => {
  const { stage } = await onStage()
  const { target, host } = stage
  const asked = new Set<string>()
  const net = {
    ...host.net,
    request: (url: string, options: Parameters<typeof host.net.request>[1]) => {
      asked.add(url)
      return host.net.request(url, options)
    },
  }
  const below = { ...target, edge: new URL('http://127.0.0.1:9000/app') }
  await servedOtherwise({ ...stage, host: { ...host, net }, target: below }, '1.1.0', 2)
  expect([...asked]).toEqual(['http://127.0.0.1:9000/app/'])
})
