import { expect, test } from 'vitest'
import { targetCandidates } from '../../src/config/choose-target.ts'
import { toConfig } from '../../src/config/config.ts'
import { configSchema } from '../../src/config/schema.ts'
import { refusalOf } from './project.ts'

const own = { kind: 'processes', options: { run: 'x' } }
const other = { kind: 'compose', options: {} }

function loaded(fields: Record<string, unknown>, environment: string | null = null) {
  const config = toConfig(configSchema.parse({ loads: {}, ...fields }), '/p')
  return {
    config,
    environment,
    explained: [{ name: 'target.kind', value: 'processes', source: 'firedrill.config.ts' }],
  }
}

const chosen = (from: ReturnType<typeof loaded>, wanted: string | null = null, isCi = false) =>
  targetCandidates(from, wanted, isCi)

test('the configuration’s own, unless one is asked for by name or kind', () => {
  const both = loaded({ target: own, targets: { boxes: other } })
  const asOwn = { name: 'processes', config: own, at: 'target' }
  expect(chosen(both, null, true)).toEqual([{ ...asOwn, why: 'firedrill.config.ts' }])
  expect(chosen(both, 'boxes')).toEqual([
    { name: 'boxes', config: other, at: 'targets.boxes', why: '--target boxes' },
  ])
  expect(chosen(both, 'processes')).toEqual([{ ...asOwn, why: '--target processes' }])
})

test('those that are preferred, in their order, where none is named', () => {
  const several = loaded({ targets: { a: own, b: other, c: other }, prefer: ['b', 'a'] })
  expect(chosen(several).map(({ name, why, at }) => [name, why, at])).toEqual([
    ['b', 'preferred', 'targets.b'],
    ['a', 'preferred', 'targets.a'],
  ])
})

test('in CI the target is named', async () => {
  const several = loaded({ targets: { a: own, b: other }, prefer: ['b', 'a'] })
  expect(await refusalOf(() => chosen(several, null, true))).toMatchObject({
    code: 'target-unnamed',
    message: 'CI is set, and no target is named.',
    hint: expect.stringContaining('There are a, b.'),
  })
  expect(chosen(several, 'a', true)).toHaveLength(1)
})

test('the targets of an environment are its own', async () => {
  const fields = { targets: { a: own }, ofEnvironment: true, prefer: ['b', 'a'] }
  const staging = loaded(fields, 'staging')
  expect(chosen(staging).map(({ name, at }) => [name, at])).toEqual([['a', 'environments.staging.targets.a']])
  expect(await refusalOf(() => chosen(staging, 'b'))).toMatchObject({
    code: 'target-unknown',
    hint: 'Did you mean "a"? In the environment "staging" there are a.',
  })
})

test('nothing is guessed', async () => {
  expect(await refusalOf(() => chosen(loaded({ targets: { boxes: other } }, 'staging')))).toMatchObject({
    code: 'target-unnamed',
    hint: expect.stringContaining('environment "staging" has none'),
  })
  expect(await refusalOf(() => chosen(loaded({ targets: { boxes: other } }), 'boxen'))).toEqual({
    code: 'target-unknown',
    message: 'No target is called "boxen".',
    hint: 'Did you mean "boxes"? There are boxes.',
  })
  expect((await refusalOf(() => chosen(loaded({}), 'x'))).hint).toContain('add `target`')
})
