import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ERRORS } from '../../src/errors.ts'
import {
  borderRule,
  hostRule,
  importRule,
  roomNameRule,
  shellRule,
  sizeRule,
  testRule,
  wordRule,
} from './rules.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const LEFT_OUT = new Set(['node_modules', 'releases', 'dist', 'results'])

function filesBelow(path: string): string[] {
  if (!existsSync(join(root, path))) return []
  return readdirSync(join(root, path))
    .filter((name) => !LEFT_OUT.has(name))
    .map((name) => join(path, name))
    .flatMap((child) => (statSync(join(root, child)).isDirectory() ? filesBelow(child) : [child]))
    .filter((file) => file.endsWith('.ts'))
}

const paths = ['src', 'test', 'fixtures', 'scenarios', 'drills', 'bench'].flatMap(filesBelow)
const tree = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))

it('sees the sources', () => {
  expect(tree.size).toBeGreaterThan(80)
})

it.each([
  ['imports go one way', importRule],
  ['only host/ touches the system', hostRule],
  ['nothing is given to a shell', shellRule],
  ['nothing is told past the border', borderRule],
  [
    'no source file is too long',
    (all: typeof tree) => sizeRule(new Map([...all].filter(([path]) => !path.startsWith('test/')))),
  ],
  ['rooms are named by concern', roomNameRule],
  ['every source file with logic has a test', testRule],
  ['nothing is left unfinished', wordRule],
])('%s', (_name, rule) => {
  expect(rule(tree)).toEqual([])
})

it('documents every error code, and no other', () => {
  const documented = [
    ...readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^### `([a-z0-9-]+)` \(exit (\d+)\)$/gm),
  ]
  const table = Object.entries(ERRORS).map(([code, { exit }]) => `${code} ${exit}`)
  expect(documented.map(([, code, exit]) => `${code} ${exit}`)).toEqual(table)
})
