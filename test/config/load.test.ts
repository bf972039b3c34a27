import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { LoadConfigOptions } from '../../src/config/load.ts'
import { loadConfig } from '../../src/config/load.ts'
import { configFile, files, project, refusalOf } from './project.ts'

const TEN_LINES = "loads: { shop: 'shop.ts' }, target: processes({ run: 'node server.js' }),"

function loadIn(fields: string, options: Partial<LoadConfigOptions> = {}, name = 'firedrill.config.ts') {
  const cwd = project({ [name]: configFile(fields) })
  return loadConfig({ cwd, env: {}, files, ...options })
}

test('it is found from a directory below, and paths are relative to it', async () => {
  const root = project({ 'firedrill.config.ts': configFile(TEN_LINES) })
  mkdirSync(join(root, 'a/b'), { recursive: true })
  const loaded = await loadConfig({ cwd: join(root, 'a/b'), env: {}, files })
  expect(loaded).toMatchObject({
    file: join(root, 'firedrill.config.ts'),
    root,
    environment: null,
    secrets: [],
    config: {
      target: { kind: 'processes', options: { run: 'node server.js' } },
      drillsDir: join(root, 'drills'),
    },
    recorded: { loads: { shop: 'shop.ts' } },
  })
  expect(loaded.explained).toContainEqual({ name: 'warmUp', value: '5s', source: 'default' })
})

test('also as .mts, .js and .mjs', async () => {
  for (const name of ['firedrill.config.mts', 'firedrill.config.js', 'firedrill.config.mjs']) {
    expect((await loadIn(TEN_LINES, {}, name)).file).toContain(name)
  }
})

test('none is refused with the lines to write, and those lines work', async () => {
  const cwd = project({ 'package.json': '{}' })
  const refused = await refusalOf(() => loadConfig({ cwd, env: {}, files }))
  expect(refused.code).toBe('config-not-found')
  expect(refused.message).toBe(`There is no firedrill.config.ts in ${cwd} or above it.`)
  const fields = /defineConfig\({\n([\s\S]*)}\)$/.exec(refused.hint)?.[1] ?? ''
  expect((await loadIn(fields)).config.target?.options).toMatchObject({ instances: 2, run: 'node server.js' })
})

test('one that throws, and one that exports nothing', async () => {
  const throwing = project({ 'firedrill.config.ts': "throw new Error('no good')\n" })
  expect(await refusalOf(() => loadConfig({ cwd: throwing, env: {}, files }))).toMatchObject({
    code: 'config-throws',
    message: 'firedrill.config.ts:1: no good',
  })
  const empty = project({ 'firedrill.config.ts': 'export const x = 1\n' })
  expect(await refusalOf(() => loadConfig({ cwd: empty, env: {}, files }))).toMatchObject({
    code: 'config-invalid',
    message: 'firedrill.config.ts: the default export is not a configuration.',
    hint: expect.stringContaining('defineConfig'),
  })
})

test('wrong fields are all named at once', async () => {
  const refused = await refusalOf(() => loadIn("loads: {}, warmUp: 'soon', prober: { intervall: '1s' }"))
  expect(refused).toEqual({
    code: 'config-invalid',
    message:
      'prober.intervall: is not a known field; did you mean "interval"?\n' +
      'warmUp: expected a duration, such as "150ms", "20s" or "2m", got "soon"',
    hint: 'Correct these fields in firedrill.config.ts.',
  })
})

const WITH_ENV = `loads: {}, target: processes({ run: 'x', services: { db: { external: env('DB_URL') } } }),
environments: { staging: { target: processes({ run: 'y', env: { T: env('STAGING_TOKEN') } }), load: { maxRate: '50/s' } } },`

test('secrets are put in, remembered, and not recorded', async () => {
  const loaded = await loadIn(WITH_ENV, { env: { DB_URL: 'postgres://u:pw@h/db' } })
  expect(loaded.config.target?.options).toMatchObject({
    services: { db: { external: 'postgres://u:pw@h/db' } },
  })
  expect(loaded.secrets).toEqual(['postgres://u:pw@h/db'])
  expect(JSON.stringify([loaded.recorded, loaded.explained])).not.toContain('pw@h')
  expect(JSON.stringify(loaded.recorded)).toContain('‹env DB_URL›')
})

test('secrets that are written are remembered, and not recorded', async () => {
  const loaded = await loadIn(
    "loads: {}, target: processes({ run: 'x', secrets: ['pass-word'], env: { URL: 'pg://me:pass-word@h' } }),",
  )
  expect(loaded.secrets).toEqual(['pass-word'])
  expect(JSON.stringify([loaded.recorded, loaded.explained])).not.toContain('pass-word')
  expect(loaded.config.target?.options.env).toEqual({ URL: 'pg://me:pass-word@h' })
})

test('a variable that is not set is named with where it is asked for; other environments do not matter', async () => {
  expect(await refusalOf(() => loadIn(WITH_ENV))).toEqual({
    code: 'config-invalid',
    message: 'target.options.services.db.external: the environment variable DB_URL is not set',
    hint: 'Set DB_URL; firedrill.config.ts asks for it by env().',
  })
  const staging = { environment: 'staging' }
  expect((await refusalOf(() => loadIn(WITH_ENV, staging))).message).toContain('STAGING_TOKEN is not set')
  expect((await loadIn(WITH_ENV, { allowMissingEnv: true })).config.environments).toEqual(['staging'])
})

test('an environment is put over the rest', async () => {
  const loaded = await loadIn(WITH_ENV, { environment: 'staging', env: { STAGING_TOKEN: 't0ken' } })
  expect(loaded).toMatchObject({
    environment: 'staging',
    config: { target: { options: { run: 'y', env: { T: 't0ken' } } }, maxRatePerSecond: 50 },
    secrets: ['t0ken'],
  })
  expect(loaded.explained).toContainEqual({
    name: 'target.kind',
    value: 'processes',
    source: 'environment staging',
  })
  expect((await refusalOf(() => loadIn(WITH_ENV, { environment: 'stagin' }))).code).toBe('target-unknown')
})

test('Node itself loads it so, with the messages of a syntax error', () => {
  const cwd = project({ 'firedrill.config.ts': 'export default {\n  loads: {},\n  oops oops\n}\n' })
  const load = fileURLToPath(new URL('../../src/config/load.ts', import.meta.url))
  const script = [
    `const { loadConfig } = await import(${JSON.stringify(load)})`,
    `const { access } = await import('node:fs/promises')`,
    'const files = { exists: (path) => access(path).then(() => true, () => false) }',
    `await loadConfig({ cwd: ${JSON.stringify(cwd)}, env: {}, files }).catch((e) => console.log(JSON.stringify([e.code, e.message, e.hint])))`,
  ]
  const args = ['--no-warnings', '--input-type=module', '-e', script.join('\n')]
  const [code, message, hint] = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8' }),
  ) as string[]
  expect(code).toBe('config-throws')
  expect(message).toMatch(/^firedrill\.config\.ts/)
  expect(message).not.toContain('    at ')
  expect(hint).toBe('Correct the syntax of firedrill.config.ts.')
})

test('a target in the place of several is told as such', async () => {
  const { message } = await refusalOf(() => loadIn(TEN_LINES.replace('target:', 'targets:')))
  expect(message).toBe('targets: expected targets by their names, got one target')
})
