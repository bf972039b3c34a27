import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type FoundDrills, findDrill, readDrills } from '../../../src/config/drills.ts'
import { type LoadedConfig, loadConfig } from '../../../src/config/load.ts'
import { resolve } from '../../../src/drill/resolve.ts'
import type { ComposeWay, ProcessesWay } from '../../../src/init/way.ts'
import { configText, LOAD } from '../../../src/init/write/config.ts'
import { killNodeText, stopNodeText } from '../../../src/init/write/drills.ts'
import { newFiles, scriptsOf, type Written } from '../../../src/init/write/files.ts'
import { scenarioText } from '../../../src/init/write/scenario.ts'
import { createComposeTarget } from '../../../src/target/compose/compose-target.ts'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import { API, files, project } from '../../config/project.ts'
import { BALANCER_ON_DEFAULT } from '../files.ts'

const STOCK = JSON.stringify(fileURLToPath(new URL('../../../src/drills/index.ts', import.meta.url)))
const found = { from: '', ready: { path: '/up', from: '' }, notes: [] }
const processes: ProcessesWay = {
  ...found,
  target: 'processes',
  run: 'node server.js',
  portVariable: 'APP_PORT',
  env: {},
}
const compose: ComposeWay = {
  ...found,
  target: 'compose',
  files: ['compose.yml', 'compose.firedrill.yml'],
  instances: { service: 'app', count: 2 },
  port: 8000,
  edge: { service: 'firedrill-edge', port: 8080 },
  services: { db: 5432, 'cache-1': 6379 },
  balancer: BALANCER_ON_DEFAULT,
}
const plain: Written = {
  way: processes,
  edge: 'built-in',
  path: '/',
  rate: '40/s',
  names: namesBy('ts'),
  hasExec: true,
}
const modules = { ...plain, names: namesBy('mts') }

function namesBy(ending: string): Written['names'] {
  return {
    config: `firedrill.config.${ending}`,
    killNode: `drills/kill-node.${ending}`,
    stopNode: `drills/stop-node.${ending}`,
  }
}

/** Written into a directory and read again as any project is; what it imports of firedrill is these sources. */
async function madeFrom(written: Written): Promise<{ loaded: LoadedConfig; drills: FoundDrills }> {
  const texts = newFiles(written).map(({ path, text }) => [
    path,
    text.replaceAll("'firedrill/drills'", STOCK).replaceAll("'firedrill'", API),
  ])
  const root = project({ 'package.json': '{ "type": "commonjs" }', ...Object.fromEntries(texts) })
  const loaded = await loadConfig({ cwd: root, env: {}, files })
  return { loaded, drills: await readDrills({ root, drillsDir: join(root, 'drills'), files }) }
}

describe('what is written is read without complaint, in a package of CommonJS too', () => {
  it.each([
    ['processes', modules],
    ['an edge of one’s own', { ...modules, edge: "nginx -c {root}/it's.conf" }],
    ['an edge that is there', { ...modules, edge: 'http://127.0.0.1:8080' }],
    [
      'a port in the command',
      { ...modules, way: { ...processes, run: 'serve {port}', env: { NAME: '{name}' } } },
    ],
    ['plain JavaScript', { ...plain, names: namesBy('mjs') }],
    ['containers', { ...modules, edge: null, way: compose, path: '/shop' }],
    ['named containers', { ...modules, edge: null, way: { ...compose, instances: ['a', 'b'] } }],
  ] satisfies [string, Written][])('%s', async (_what, written) => {
    const { loaded, drills } = await madeFrom(written)
    expect(drills.failed).toEqual([])
    expect(drills.drills.map(({ drill }) => drill.name)).toEqual(['kill-node', 'stop-node'])
    for (const { drill, file } of drills.drills) {
      const { load } = resolve(drill, { set: {}, seed: 1, file, root: loaded.root })
      expect(Object.keys(loaded.config.loads)).toEqual([load.name])
      expect(load).toMatchObject({ name: LOAD })
    }
    const { kind, options } = loaded.config.target!
    const create = kind === 'compose' ? createComposeTarget : createProcessTarget
    const target = create(options, { root: loaded.root })
    expect(target.instanceNames).toHaveLength(2)
    expect(stopNodeText(written)).toContain(`stop(instance('${target.instanceNames[0]}'))`)
  })
})

it('says what it was told: the command, the port’s variable, the readiness, the page, the rate', () => {
  const text = configText({ ...plain, path: '/shop' }, 'scenarios/users.js')
  for (const said of [
    "run: 'node server.js'",
    "port: { env: 'APP_PORT' }",
    "ready: '/up'",
    "probePath: '/shop'",
    "edge: 'built-in'",
  ])
    expect(text).toContain(said)
  expect(configText(plain, 'x')).not.toContain('probePath')
  expect(scenarioText({ ...plain, path: '/shop' })).toContain("http.get(BASE_URL + '/shop'")
  expect(killNodeText(plain)).toContain("rate: '40/s'")
  expect(stopNodeText(plain)).toContain('// How it ends is judged as well: exit code 0')
})

it('writes them by the names that they are given, and a balancer where one has to be written', () => {
  const paths = (written: Written) => newFiles(written).map(({ path }) => path)
  const names = { ...namesBy('mts'), config: 'firedrill.config.js' }
  expect(paths({ ...plain, names })).toEqual([
    'firedrill.config.js',
    'drills/kill-node.mts',
    'drills/stop-node.mts',
    'scenarios/users.js',
  ])
  expect(paths({ ...plain, way: compose, edge: null }).at(-1)).toBe('compose.firedrill.yml')
  expect(paths({ ...plain, way: { ...compose, balancer: null }, edge: null })).toHaveLength(4)
})

it('has a script for each drill, which hands signals on by itself where the shell can', async () => {
  const { drills } = await madeFrom(modules)
  const plainly = scriptsOf({ hasExec: false })
  for (const [index, { name, command, alike }] of scriptsOf({ hasExec: true }).entries()) {
    const drill = findDrill(drills, name.replace('drill:', '')).drill.name
    expect(command).toBe(`exec firedrill run ${drill}`)
    expect(plainly[index]).toEqual({ name, command: `firedrill run ${drill}`, alike: [command] })
    expect(alike).toEqual([plainly[index]?.command])
  }
})
