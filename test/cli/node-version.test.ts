import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { tooOld } from '../../src/cli/node-version.ts'

it.each(['20.20.0', '22.18.9', '18.0.0', '21.99.0'])(
  '%s is too old, and is told how to get a newer one',
  (version) => {
    expect(tooOld(version)).toContain(
      `this is ${version}.\n  Install a newer one for this project alone: npm install`,
    )
  },
)

it.each(['22.19.0', '22.20.1', '23.0.0', '24.21.0', '26.0.0-nightly'])('%s will do', (version) => {
  expect(tooOld(version)).toBeNull()
})

it('is what package.json says as well', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  const oldest = engines.node.replace('>=', '')
  expect(tooOld(`${oldest}.0`)).toBeNull()
  const [major = 0, minor = 0] = oldest.split('.').map(Number)
  expect(tooOld(`${major}.${minor - 1}.0`)).toContain(`needs Node ${oldest} or newer`)
})
