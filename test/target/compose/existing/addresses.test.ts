import { expect, it } from 'vitest'
import { createContainers } from '../../../../src/target/compose/containers.ts'
import { machineOf, noting, publishedAt } from '../../../../src/target/compose/existing/addresses.ts'
import type { Address } from '../../../../src/target/compose/surroundings.ts'
import { staging } from './rig.ts'

const at = (host: string) => ({ published: { '3000/tcp': [{ host, port: 32_001 }] } })

it.each([
  ['unix:///var/run/docker.sock', '127.0.0.1'],
  ['tcp://10.0.0.5:2375', '10.0.0.5'],
  ['tcp://[::1]:2375', '::1'],
])('takes the machine of %s for %s', (url, machine) => {
  expect(machineOf(url)).toBe(machine)
})

it('is where a port is published, unless that is the loopback of another machine', () => {
  expect(publishedAt(at('0.0.0.0'), 3000, '10.0.0.5')).toEqual({ host: '10.0.0.5', port: 32_001 })
  expect(publishedAt(at('10.9.9.9'), 3000, '10.0.0.5')).toEqual({ host: '10.9.9.9', port: 32_001 })
  expect(publishedAt(at('127.0.0.1'), 3000, '127.0.0.1')).toEqual({ host: '127.0.0.1', port: 32_001 })
  expect(publishedAt(at('127.0.0.1'), 3000, '10.0.0.5')).toBeNull()
  expect(publishedAt(at('0.0.0.0'), 8080, '10.0.0.5')).toBeNull()
})

it('is where it is published for IPv6 alone, and elsewhere first', () => {
  const address = (host: string) => ({ host, port: 32_001 })
  const both = (...hosts: string[]) => ({ published: { '3000/tcp': hosts.map(address) } })
  expect(publishedAt(at('::1'), 3000, '127.0.0.1')).toEqual(address('::1'))
  expect(publishedAt(at('::'), 3000, '127.0.0.1')).toEqual(address('::1'))
  expect(publishedAt(at('::'), 3000, 'box.example')).toEqual(address('box.example'))
  expect(publishedAt(at('0.0.0.0'), 3000, '::1')).toEqual(address('127.0.0.1'))
  expect(publishedAt(at('::1'), 3000, '10.0.0.5')).toBeNull()
  for (const hosts of [
    ['0.0.0.0', '::'],
    ['::', '0.0.0.0'],
    ['::1', '127.0.0.1'],
  ])
    expect(publishedAt(both(...hosts), 3000, '127.0.0.1')).toEqual(address('127.0.0.1'))
})

it('is noted at each look, and stays where it was while one is down', async () => {
  const { engine, ids } = await staging()
  const addresses = new Map<string, Address>()
  const containers = noting(
    createContainers(engine, 'shop', { instances: ['web-1', 'web-2'], scaled: null }),
    { 'web-1': 3000, 'web-2': 3000 },
    '10.0.0.5',
    addresses,
  )
  await containers.of('web-1')
  await containers.find('web-2')
  const seen = [['web-1', { host: '10.0.0.5', port: 32_001 }]]
  expect([...addresses]).toEqual(seen)
  await engine.signal(ids['web-1'] ?? '', 'SIGKILL')
  expect((await containers.find('web-1')).published).toEqual({})
  expect([...addresses]).toEqual(seen)
})
