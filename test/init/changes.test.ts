import { expect, it } from 'vitest'
import { changesOf } from '../../src/init/changes.ts'
import { scriptsOf, type Written } from '../../src/init/write/files.ts'
import { refusalOf } from '../config/project.ts'
import { lookAt } from './files.ts'

const written: Written = {
  way: {
    target: 'processes',
    from: '',
    run: 'node a.js',
    portVariable: 'PORT',
    env: {},
    ready: { path: '/', from: '' },
    notes: [],
  },
  edge: 'built-in',
  path: '/',
  rate: '100/s',
  names: {
    config: 'firedrill.config.ts',
    killNode: 'drills/kill-node.ts',
    stopNode: 'drills/stop-node.ts',
  },
  hasExec: true,
}
const kinds = async (files: Record<string, string>) => {
  const { all, lost } = await changesOf(written, lookAt(files))
  return { kinds: Object.fromEntries(all.map(({ path, kind }) => [path, kind])), lost }
}

/** On one line, with a script for each drill. */
function packageWith(hasExec: boolean): string {
  const scripts = scriptsOf({ hasExec }).map(({ name, command }) => [name, command])
  return JSON.stringify({ scripts: Object.fromEntries(scripts) })
}

async function all(): Promise<Record<string, string>> {
  const changes = await changesOf(written, lookAt({}))
  return Object.fromEntries(changes.all.map(({ path, after }) => [path, after]))
}

it('makes what is not there, and adds to what only grows', async () => {
  const files = { 'package.json': '{"scripts":{"start":"node a.js"}}', '.gitignore': 'node_modules\n' }
  expect(await kinds(files)).toEqual({
    kinds: {
      'firedrill.config.ts': 'new',
      'drills/kill-node.ts': 'new',
      'drills/stop-node.ts': 'new',
      'scenarios/users.js': 'new',
      'package.json': 'extended',
      '.gitignore': 'extended',
    },
    lost: [],
  })
})

it('changes nothing the second time, and does not indent a package.json anew', async () => {
  const first = await all()
  const compact = { ...first, 'package.json': packageWith(true) }
  // Written where another package manager was used.
  const plain = { ...first, 'package.json': packageWith(false) }
  for (const files of [first, compact, plain]) {
    const { all: again, lost } = await changesOf(written, lookAt(files))
    expect(new Set(again.map(({ kind }) => kind))).toEqual(new Set(['same']))
    expect(again.every(({ before, after }) => before === after)).toBe(true)
    expect(lost).toEqual([])
  }
})

it('says what would be lost: a file that differs, a script of the same name', async () => {
  const other = { 'drills/kill-node.ts': '// mine', 'package.json': '{"scripts":{"drill:stop-node":"mine"}}' }
  const { kinds: of, lost } = await kinds(other)
  expect(lost).toEqual(['drills/kill-node.ts', 'package.json, script drill:stop-node'])
  expect([of['drills/kill-node.ts'], of['package.json'], of['drills/stop-node.ts']]).toEqual([
    'replaced',
    'replaced',
    'new',
  ])
})

it('refuses a package.json that it could not put together again', async () => {
  expect((await refusalOf(() => changesOf(written, lookAt({ 'package.json': '{' })))).code).toBe(
    'config-invalid',
  )
})

it('refuses what it could not write, all of it at once, and asks nothing of files that stay', async () => {
  const look = lookAt({ ...(await all()), 'drills/kill-node.ts': '// mine' })
  const obstacle = async (path: string) => (path === 'package.json' ? null : `${path} is in the way`)
  expect(await refusalOf(() => changesOf(written, { ...look, obstacle }))).toMatchObject({
    code: 'already-there',
    message: 'Nothing was written: drills/kill-node.ts is in the way.',
  })
  const empty = { ...lookAt({}), obstacle }
  expect((await refusalOf(() => changesOf(written, empty))).message).toContain(
    'firedrill.config.ts is in the way, drills/kill-node.ts is in the way',
  )
})
