import { describe, expect, it } from 'vitest'
import { CONFIG_NAMES } from '../../src/config/load.ts'
import { namesOf } from '../../src/init/names.ts'
import { lookAt } from './files.ts'

const named = (files: Record<string, string> = {}) => namesOf(lookAt(files))
const MODULE = { 'package.json': '{ "type": "module" }' }
const configOf = async (files: Record<string, string>) => (await named(files)).config

it('names modules so that they are modules', async () => {
  expect(await named(MODULE)).toEqual({
    config: 'firedrill.config.ts',
    killNode: 'drills/kill-node.ts',
    stopNode: 'drills/stop-node.ts',
    notes: [],
  })
  for (const files of [{}, { 'package.json': '{}' }, { 'package.json': '{' }])
    expect(await configOf(files)).toBe('firedrill.config.mts')
})

it('keeps the names that are there: a second drill of one name would stop them all', async () => {
  const before = {
    ...MODULE,
    'firedrill.config.js': '',
    'drills/kill-node.mts': '',
    'drills/stop-node.mjs': '',
  }
  expect(await named(before)).toMatchObject({
    config: 'firedrill.config.js',
    killNode: 'drills/kill-node.mts',
    stopNode: 'drills/stop-node.mjs',
  })
})

it.each(CONFIG_NAMES)('finds each configuration that a run would find: %s', async (name) => {
  expect(await configOf({ [name]: '' })).toBe(name)
})

describe('what tsc builds stays as it is', () => {
  it.each([
    ['nothing', '{}'],
    [
      'a base, which names nothing either',
      '{ "extends": "@tsconfig/node22", "compilerOptions": { "outDir": "dist" } }',
    ],
    ['what is left out', '{ "exclude": ["test"] }'],
  ])('where tsconfig.json names %s, it is given no TypeScript', async (_what, tsconfig) => {
    for (const files of [{}, MODULE])
      expect(await named({ ...files, 'tsconfig.json': tsconfig })).toEqual({
        config: 'firedrill.config.mjs',
        killNode: 'drills/kill-node.mjs',
        stopNode: 'drills/stop-node.mjs',
        notes: [],
      })
  })

  it.each(['{ "include": ["src"] }', '{ "files": ["src/main.ts"] }', '{ "files": [] }'])(
    'where tsconfig.json names its sources: %s',
    async (tsconfig) => {
      expect(await named({ ...MODULE, 'tsconfig.json': tsconfig })).toMatchObject({
        config: 'firedrill.config.ts',
        notes: [],
      })
    },
  )

  it.each([
    ['it builds JavaScript too', '{ "compilerOptions": { "allowJs": true } }'],
    ['it checks JavaScript too', '{ "compilerOptions": { "checkJs": true } }'],
    ['it holds comments', '{\n  // "include": ["src"]\n}'],
    ['it holds no object', '7'],
  ])('or a person is told what to do: %s', async (_what, tsconfig) => {
    const { config, notes } = await named({ 'tsconfig.json': tsconfig })
    expect(config).toBe('firedrill.config.mts')
    expect(notes).toEqual([expect.stringContaining('"include"')])
  })
})
