import { expect, it } from 'vitest'
import { localModules } from '../../src/init/local-modules.ts'
import { lookAt } from './files.ts'

const FILES = { 'src/a.js': 'A', 'src/b.ts': 'B', 'src/c/index.js': 'C', 'lib/d.mjs': 'D', 'src/.env': 'X=1' }
const pathsOf = async (text: string) =>
  (await localModules(lookAt(FILES), 'src/app.js', text)).map(({ path }) => path)

it('finds each once, however it is named, in the order of the text', async () => {
  const text = `import d from "../lib/d.mjs"
import './b.js'
const [a, c] = [require('./a'), require('./c')]
const again = await import('./a.js')`
  expect(await pathsOf(text)).toEqual(['lib/d.mjs', 'src/b.ts', 'src/a.js', 'src/c/index.js'])
})

it.each([
  ['packages', "require('express'); import x from 'a.js'"],
  ['what is not there', "require('./nothing')"],
  ['what is no program', "require('./.env')"],
  ['what lies outside of the project', "require('../../a')"],
  ['routers below a path', "app.use('/api', require('./a'))"],
])('looks at no %s', async (_what, text) => {
  expect(await pathsOf(text)).toEqual([])
})

it.each([
  ['named there', "app.use(require('./a')); app.use('/api', require('./b'))", ['src/a.js']],
  [
    'by the name that it was imported as',
    `import ready from './a.js'
import { items, more } from './b.js'
app.use(ready)
app.use(
  '/api',
  limit(10),
  items,
)`,
    ['src/a.js'],
  ],
  [
    'by the name that it was required as',
    `const ready = require('./a'), { items: all } = require('./b')
app.use('/v1', all)`,
    ['src/a.js'],
  ],
  ['in several places', "app.use('/', require('./a')); app.use('/b', require('./b'), require('./a'))", []],
  ['whose module cannot be told: then none is sure', "require('./a'); app.use('/api', routers.all)", []],
  [
    'that is no module of its own',
    "require('./a'); app.use('/public', express.static('public'))",
    ['src/a.js'],
  ],
])('leaves out just the router below a path: %s', async (_what, text, paths) => {
  expect(await pathsOf(text)).toEqual(paths)
})
