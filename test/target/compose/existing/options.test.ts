import { expect, it } from 'vitest'
import {
  asComposeOptions,
  parseExistingOptions,
  shippable,
} from '../../../../src/target/compose/existing/options.ts'
import { optionsWith, WRITTEN } from './rig.ts'

const release = { image: 'shop:{version}', current: '1', next: '2' }

it.each([
  ['a Compose file', { files: ['compose.yml'] }, 'target.files: is not a known field'],
  ['both a host and a context', { context: 'staging' }, 'target.host: expected either context or host'],
  ['an engine over ssh', { host: 'ssh://there' }, 'target.host: expected "tcp://'],
  ['no name', { project: '' }, 'target.project: expected the name of a Compose project'],
  [
    'an edge that is no address',
    { edge: { service: 'edge', port: 1, url: 'staging' } },
    'target.edge.url: expected an address',
  ],
  [
    'an edge with a fragment',
    { edge: { service: 'edge', port: 1, url: 'https://staging.example/#a' } },
    'target.edge.url: expected an address without "?" and "#"',
  ],
  ['one name for two', { edge: { service: 'web-1', port: 1 } }, 'target.edge.service: web-1 is an instance'],
  ['a deploy without a release', { deploy: { run: 'a', rollback: 'b' } }, 'target.deploy: expected release'],
])('refuses %s', (_what, more, message) => {
  const refused = () => parseExistingOptions({ ...WRITTEN, ...more })
  expect(refused).toThrow(message)
  expect(refused).toThrowError(expect.objectContaining({ code: 'config-invalid' }))
})

it('has no Compose files, and nothing to bring up', () => {
  expect(asComposeOptions(optionsWith())).toMatchObject({
    files: [],
    profiles: [],
    prepare: [],
    instances: ['web-1', 'web-2'],
  })
})

it('ships by the own commands alone', () => {
  const own = { release, deploy: { run: './ship', rollback: './ship' } }
  expect(shippable(optionsWith(own)).release).toMatchObject({ current: '1', variable: '' })
  expect(shippable(optionsWith({ release }))).toMatchObject({ release: undefined, deploy: undefined })
  expect(shippable(optionsWith({ release, deploy: { strategy: 'rolling' } })).deploy).toBeUndefined()
})
