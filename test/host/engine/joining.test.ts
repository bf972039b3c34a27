import type { NetworkInfo } from 'dockerode'
import { expect, it } from 'vitest'
import { endpointConfig, joiningIn } from '../../../src/host/engine/joining.ts'

const ID = 'c0ffee'.repeat(8)
const joining = (seen: object) => joiningIn({ IPAddress: '10.0.0.2', ...seen } as NetworkInfo, ID)

it('is known by its names, without the short id that older engines add', () => {
  expect(joining({ Aliases: ['web', ID.slice(0, 12)], Links: ['proxy-1:db'] })).toEqual({
    aliases: ['web'],
    links: ['proxy-1:db'],
    fixedAddress: null,
  })
})

it.each([
  ['nothing', { Aliases: null, Links: null, IPAMConfig: null, DriverOpts: null, GwPriority: 0 }],
  [
    'empty settings',
    { Aliases: [], Links: [], IPAMConfig: { IPv4Address: '', LinkLocalIPs: [] }, DriverOpts: {} },
  ],
])('has nothing further where %s was given', (_what, seen) => {
  const plain = { aliases: [], links: [], fixedAddress: null }
  expect(joining(seen)).toEqual(plain)
  expect(endpointConfig(plain)).toEqual({ Aliases: [], Links: [] })
})

it.each([
  ['an IPv4 address', { IPAMConfig: { IPv4Address: '10.9.0.7' } }],
  ['both addresses', { IPAMConfig: { IPv4Address: '10.9.0.7', IPv6Address: 'fd00::7' } }],
  ['an IPv6 address', { IPAMConfig: { IPv6Address: 'fd00::7', LinkLocalIPs: ['169.254.0.9'] } }],
  ['options of a driver', { DriverOpts: { 'com.example.vlan': '7' } }],
  ['a priority as gateway', { GwPriority: 3 }],
])('is asked for as it was seen: %s', (_what, given) => {
  const config = endpointConfig(joining({ Aliases: ['web'], Links: null, ...given }))
  expect(config).toEqual({ Aliases: ['web'], Links: [], ...given })
  // As it comes back from a journal.
  expect(JSON.parse(JSON.stringify(config))).toEqual(config)
})
