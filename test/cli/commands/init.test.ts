import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { project } from '../../config/project.ts'
import { firedrill } from '../small-project.ts'
import { canType, typed } from '../typed.ts'

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))
const SERVER = "require('node:http').createServer((q, a) => a.end('hello')).listen(process.env.PORT)\n"
const app = (more: Record<string, string> = {}) =>
  project({
    'package.json': '{\n  "type": "commonjs",\n  "scripts": {\n    "start": "node server.js"\n  }\n}\n',
    'server.js': SERVER,
    ...more,
  })
const init = (directory: string, ...args: string[]) => firedrill(directory, ['init', ...args])
const read = (directory: string, path: string) => readFileSync(join(directory, path), 'utf8')

describe('firedrill init', () => {
  it('writes what a first drill needs, and ends with the commands to type', async () => {
    const directory = app()
    const { code, out, err } = await init(directory, '--yes')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Found: package.json, "start": node server.js\n')
    expect(readdirSync(directory).toSorted()).toEqual([
      '.gitignore',
      'drills',
      'firedrill.config.mts',
      'package.json',
      'scenarios',
      'server.js',
    ])
    expect(read(directory, 'firedrill.config.mts')).toContain("run: 'node server.js'")
    expect(JSON.parse(read(directory, 'package.json')).scripts).toMatchObject({
      start: 'node server.js',
      'drill:kill-node': 'exec firedrill run kill-node',
    })
    // It is not installed in this directory: what was written could not import it.
    expect(out).toMatch(/Next:\n {2}npm install --save-dev firedrill\n {2}npm run drill:kill-node\n$/)
  })

  it('asks nothing where nobody can be asked', async () => {
    expect((await init(app())).code).toBe(0)
  })

  it('takes what it is told', async () => {
    const directory = project({ 'package.json': '{ "type": "module" }', 'yarn.lock': '' })
    const { code, out } = await init(
      directory,
      '--run',
      'python3 app.py --port {port}',
      '--ready',
      '/up',
      '--path',
      '/shop',
      '--rate',
      '20/s',
    )
    expect(code).toBe(0)
    const config = read(directory, 'firedrill.config.ts')
    expect(config).toContain("run: 'python3 app.py --port {port}'")
    expect(config).toContain("ready: '/up'")
    expect(config).toContain("probePath: '/shop'")
    expect(read(directory, 'drills/kill-node.ts')).toContain("rate: '20/s'")
    expect(out).toContain('  yarn add --dev firedrill\n  yarn run drill:kill-node\n')
  })

  it('changes nothing when it is run again', async () => {
    const directory = app()
    await init(directory, '--yes')
    const before = read(directory, 'package.json')
    const { code, out } = await init(directory, '--yes')
    expect(code).toBe(0)
    expect(out.match(/^ {2}same/gm)).toHaveLength(6)
    expect(read(directory, 'package.json')).toBe(before)
  })

  it('finds its own files again when the package has become a module', async () => {
    const directory = app()
    await init(directory, '--yes')
    const packaged = read(directory, 'package.json').replace('commonjs', 'module')
    writeFileSync(join(directory, 'package.json'), packaged)
    const { code, out } = await init(directory, '--yes')
    expect(code).toBe(0)
    expect(out.match(/^ {2}same/gm)).toHaveLength(6)
    expect(readdirSync(join(directory, 'drills'))).toEqual(['kill-node.mts', 'stop-node.mts'])
  })

  it('leaves alone what tsc builds, or says what to do', async () => {
    const built = app({ 'tsconfig.json': '{ "compilerOptions": { "outDir": "dist" } }' })
    expect((await init(built, '--yes')).out).toContain('  new       drills/kill-node.mjs\n')
    const commented = app({ 'tsconfig.json': '{ /* "include": [] */ }' })
    expect((await init(commented, '--yes')).out).toMatch(/\n {2}note: .*"include"/)
  })

  it('writes scripts that Yarn’s own shell can run', async () => {
    const directory = app({ '.yarnrc.yml': '' })
    await init(directory, '--yes')
    expect(read(directory, 'package.json')).toContain('"drill:kill-node": "firedrill run kill-node"')
  })

  it('does not overwrite unasked, and writes nothing at all then', async () => {
    const directory = app({ 'drills/kill-node.mts': '// mine\n' })
    const { code, err } = await init(directory, '--yes')
    expect(code).toBe(77)
    expect(err).toContain('[already-there] Nothing was written: drills/kill-node.mts is there already')
    expect(existsSync(join(directory, 'firedrill.config.mts'))).toBe(false)
    expect(read(directory, 'drills/kill-node.mts')).toBe('// mine\n')
  })

  it.each([
    [
      'a drill that is a link to nothing',
      'drills/kill-node.mts is a symbolic link',
      (directory: string) => {
        mkdirSync(join(directory, 'drills'))
        symlinkSync('gone.mts', join(directory, 'drills/kill-node.mts'))
      },
    ],
    [
      'a package.json that lies elsewhere',
      'package.json is a symbolic link',
      (directory: string) => {
        renameSync(join(directory, 'package.json'), join(directory, 'elsewhere.json'))
        symlinkSync('elsewhere.json', join(directory, 'package.json'))
      },
    ],
    [
      'a file where the scenarios go',
      'scenarios is no directory',
      (directory: string) => writeFileSync(join(directory, 'scenarios'), 'notes\n'),
    ],
    [
      'a directory where a file goes',
      'drills/stop-node.mts is a directory',
      (directory: string) => mkdirSync(join(directory, 'drills/stop-node.mts'), { recursive: true }),
    ],
  ])('writes nothing over, or around, %s', async (_what, says, prepare) => {
    const directory = app()
    prepare(directory)
    const before = readdirSync(directory, { recursive: true })
    for (const options of [['--yes'], ['--yes', '--force']]) {
      const { code, err } = await init(directory, ...options)
      expect({ code, err }).toEqual({
        code: 77,
        err: expect.stringContaining(`[already-there] Nothing was written: ${says}.`),
      })
    }
    expect(readdirSync(directory, { recursive: true })).toEqual(before)
  })

  it('leaves a link alone where there is nothing to change', async () => {
    const directory = app()
    await init(directory, '--yes')
    renameSync(join(directory, 'package.json'), join(directory, 'elsewhere.json'))
    symlinkSync('elsewhere.json', join(directory, 'package.json'))
    expect((await init(directory, '--yes')).code).toBe(0)
  })

  it('replaces with --force, and shows what it replaced', async () => {
    const directory = app({ 'firedrill.config.js': 'export default 1 // mine\n' })
    const { code, out } = await init(directory, '--yes', '--force')
    expect(code).toBe(0)
    expect(out).toContain('\n-export default 1 // mine\n')
    expect(read(directory, 'firedrill.config.js')).toContain('defineConfig')
    expect(existsSync(join(directory, 'firedrill.config.mts'))).toBe(false)
  })

  it('shows what it would change with --dry-run, and changes nothing', async () => {
    const directory = app({ '.gitignore': 'node_modules\n', 'drills/stop-node.mts': '// mine\n' })
    const { code, out } = await init(directory, '--dry-run')
    expect(code).toBe(0)
    expect(out).toContain('+++ firedrill.config.mts')
    expect(out).toContain(' node_modules\n+/reports/\n')
    expect(out).toContain('\n-// mine\n')
    expect(out).toContain('Nothing was written. drills/stop-node.mts would be replaced, with --force alone.')
    expect(readdirSync(directory).toSorted()).toEqual(['.gitignore', 'drills', 'package.json', 'server.js'])
    expect(read(directory, '.gitignore')).toBe('node_modules\n')
  })

  it('puts a Compose project under drills, with a balancer where it has none', async () => {
    const directory = project({ 'compose.yml': 'services: { app: { build: ., ports: ["8080:3000"] } }\n' })
    const { code, out } = await init(directory, '--yes')
    expect(code).toBe(0)
    expect(out).toContain('  new       compose.firedrill.yml\n')
    expect(read(directory, 'firedrill.config.mts')).toContain(
      "files: ['compose.yml', 'compose.firedrill.yml']",
    )
    expect(JSON.parse(read(directory, 'package.json'))).toMatchObject({ private: true })
  })

  it.each([
    { what: 'nothing to go by', files: {}, args: ['--yes'], code: 64, says: 'app-not-found' },
    {
      what: 'a bad rate',
      files: {},
      args: ['--run', 'x', '--rate', 'fast'],
      code: 64,
      says: 'Give a rate such as 100/s.',
    },
    {
      what: 'a page that is no path',
      files: {},
      args: ['--run', 'x', '--path', 'shop'],
      code: 64,
      says: '--path shop',
    },
    { what: 'no kind of target', files: {}, args: ['--target', 'k8s'], code: 64, says: 'processes, compose' },
    {
      what: 'a package.json that is none',
      files: { 'package.json': '{' },
      args: ['--run', 'x'],
      code: 64,
      says: 'config-invalid',
    },
  ])('refuses $what, and writes nothing', async ({ files, args, code, says }) => {
    const directory = project({ 'a.txt': '', ...files })
    const before = readdirSync(directory)
    const ended = await init(directory, ...args)
    expect(ended.code).toBe(code)
    expect(ended.err).toContain(says)
    expect(readdirSync(directory)).toEqual(before)
  })
})

describe.skipIf(!canType)('firedrill init on a terminal (needs python3)', () => {
  const argv = [process.execPath, '--conditions=source', MAIN, 'init']

  it('asks few questions, each with its answer, and writes what was answered', () => {
    const cwd = app()
    const steps: [string, string][] = [
      ['Which path says', '\r'],
      ['Which page', 'shop\r'],
    ]
    const { code, shown } = typed(argv, steps, { cwd })
    expect(code, shown).toBe(0)
    expect(read(cwd, 'firedrill.config.mts')).toContain("probePath: '/shop'")
    expect(shown).toContain('Next:')
  })

  it('writes nothing when it is given up', () => {
    const cwd = app()
    const { code, shown } = typed(argv, [['Which path says', '\u0003']], { cwd })
    expect(code).toBe(130)
    expect(shown).toContain('Nothing was written.')
    expect(existsSync(join(cwd, 'firedrill.config.mts'))).toBe(false)
  })
})
