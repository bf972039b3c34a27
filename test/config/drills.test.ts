import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDrill, readDrills } from '../../src/config/drills.ts'
import { API, files, project, refusalOf } from './project.ts'

const drillFile = (name: string) => `import { drill, hold, load, phase } from ${API}
export default drill('${name}', { purpose: 'p' }, () => ({ load: load('x', { rate: '1/s' }), steps: [phase('a', [hold('1s')])] }))
`
const read = (content: Record<string, string>) => {
  const root = project(content)
  return readDrills({ root, drillsDir: join(root, 'drills'), files })
}

test('the default exports of the directory’s files, by name', async () => {
  const found = await read({
    'drills/b.ts': drillFile('alpha'),
    'drills/a.mjs': drillFile('beta'),
    'drills/types.d.ts': 'export interface X {}',
    'drills/types.d.mts': 'export interface X {}',
    'drills/c.mts': drillFile('gamma'),
    'drills/notes.md': 'no drill',
  })
  expect(found.failed).toEqual([])
  expect(found.drills.map(({ drill, file }) => [drill.name, file])).toEqual([
    ['alpha', 'drills/b.ts'],
    ['beta', 'drills/a.mjs'],
    ['gamma', 'drills/c.mts'],
  ])
  expect(findDrill(found, 'beta').file).toBe('drills/a.mjs')
})

test('an unknown name is refused with the nearest one', async () => {
  const found = await read({ 'drills/a.ts': drillFile('kill-node'), 'drills/b.ts': drillFile('bad-deploy') })
  expect(await refusalOf(() => findDrill(found, 'kil-node'))).toEqual({
    code: 'drill-not-found',
    message: 'No drill is called "kil-node".',
    hint: 'Did you mean "kill-node"? There are bad-deploy, kill-node.',
  })
})

test('no directory: no drills, and how to write one', async () => {
  const found = await read({ 'package.json': '{}' })
  expect(found).toEqual({ drills: [], failed: [] })
  expect((await refusalOf(() => findDrill(found, 'x'))).hint).toContain('drills/<name>.ts')
})

test('a file that throws does not keep others from being found; it says why where it is asked for', async () => {
  const found = await read({
    'drills/a.ts': drillFile('fine'),
    'drills/broken.ts': "\nthrow new Error('no good')",
    'drills/wrong.ts': drillFile('NotKebab'),
    'drills/empty.ts': 'export default 5',
  })
  expect(findDrill(found, 'fine').drill.name).toBe('fine')
  expect(found.failed.map(({ file, error }) => [file, error.code, error.message])).toEqual([
    ['drills/broken.ts', 'drill-throws', 'drills/broken.ts:2: no good'],
    ['drills/empty.ts', 'drill-invalid', 'drills/empty.ts: the default export is not a drill.'],
    ['drills/wrong.ts', 'drill-invalid', 'drills/wrong.ts:2: "NotKebab" is not a drill\'s name.'],
  ])
  expect((await refusalOf(() => findDrill(found, 'empty'))).message).toContain('drills/empty.ts')
  expect((await refusalOf(() => findDrill(found, 'other'))).code).toBe('drill-throws')
})

test('two drills of one name are refused', async () => {
  const two = { 'drills/a.ts': drillFile('same'), 'drills/b.ts': drillFile('same') }
  expect(await refusalOf(() => read(two))).toEqual({
    code: 'drill-invalid',
    message: 'drills/b.ts: drill "same" is in drills/a.ts as well.',
    hint: 'Give one of them another name.',
  })
})

test('something else in the place of the directory is told as such, and is no defect', async () => {
  const root = project({ drills: 'a file' })
  const drillsDir = join(root, 'drills')
  expect(await refusalOf(() => readDrills({ root, drillsDir, files }))).toMatchObject({
    code: 'config-invalid',
    message: expect.stringMatching(/^drills: .*\/drills cannot be read as a directory: ENOTDIR/),
  })
})
