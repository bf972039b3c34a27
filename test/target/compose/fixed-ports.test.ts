import { expect, it } from 'vitest'
import { portsInUse } from '../../../src/target/compose/fixed-ports.ts'
import { projectOf } from './settings.ts'

const net = { isFree: async (port: number) => port !== 8080 && port !== 9090 }
const reasons = async (services: Record<string, object>, profiles: string[] = []) =>
  (await portsInUse(projectOf(services), profiles, net)).map(({ code, reason }) => `${code}: ${reason}`)
const publishing = (published?: string) => ({ ports: [{ target: 80, ...(published ? { published } : {}) }] })

it('names a fixed port that is in use, and whose it is', async () => {
  expect(await reasons({ edge: publishing('8080'), db: publishing('5432') })).toEqual([
    'port-in-use: The port 8080, which the Compose files publish for edge, is in use.',
  ])
})

it('lets those be that the engine chooses, and those of services that are not started', async () => {
  const services = {
    edge: publishing('0'),
    db: publishing(),
    tools: { ...publishing('9090'), profiles: ['dev'] },
  }
  expect(await reasons(services)).toEqual([])
  expect(await reasons(services, ['dev'])).toEqual([expect.stringContaining('9090')])
})
