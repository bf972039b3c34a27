import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { importDefault, isFiredrillError } from '../../src/config/import-module.ts'
import { FiredrillError } from '../../src/errors.ts'
import { API, project, refusalOf } from './project.ts'

async function imported(content: string): Promise<unknown> {
  const root = project({ 'x.config.ts': content })
  return importDefault(join(root, 'x.config.ts'), { code: 'config-throws', shown: 'x.config.ts', root })
}

test('the default export, or nothing', async () => {
  expect(await imported('export default 5 as number')).toBe(5)
  expect(await imported('export const other = 5')).toBeUndefined()
})

test('what the file throws is one message with its place, without a stack', async () => {
  const refused = await refusalOf(() => imported("const a = 1\n\nthrow new TypeError('no ' + a)\n"))
  expect(refused).toEqual({
    code: 'config-throws',
    message: 'x.config.ts:3: no 1',
    hint: 'Correct x.config.ts; --debug shows where it was thrown.',
  })
})

test('what is no error is a message all the same', async () => {
  expect((await refusalOf(() => imported("throw 'just a text'"))).message).toBe('x.config.ts: just a text')
})

test('an import that is not there', async () => {
  const refused = await refusalOf(() => imported("import './gone.ts'"))
  expect(refused.message).toMatch(/^x\.config\.ts/)
  expect(refused.message).toContain('gone.ts')
  expect(refused.message).not.toContain('\n    at ')
})

test('errors of firedrill pass through as they are', async () => {
  const content = `import { FiredrillError } from ${API}\nthrow new FiredrillError('usage', 'mine', { hint: 'h' })`
  expect(await refusalOf(() => imported(content))).toEqual({ code: 'usage', message: 'mine', hint: 'h' })
  expect([
    isFiredrillError(new FiredrillError('usage', 'm', { hint: 'h' })),
    isFiredrillError(new Error('m')),
  ]).toEqual([true, false])
})

test('one that its package makes CommonJS is told how to be a module', () => {
  const file = "import { join } from 'node:path'\nexport default join('a', 'b')\n"
  const root = project({ 'package.json': '{ "type": "commonjs" }', 'x.ts': file, 'x.mts': file })
  const source = fileURLToPath(new URL('../../src/config/import-module.ts', import.meta.url))
  // By Node itself: what runs these tests takes every file for a module.
  const body = `import { importDefault } from ${JSON.stringify(source)}
    const load = (shown) => importDefault(${JSON.stringify(root)} + '/' + shown, { code: 'config-throws', shown, root: '' })
    console.log(await load('x.mts'))
    await load('x.ts').catch(({ code, hint }) => console.log(code, hint))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', body], { encoding: 'utf8' })
  const hint = 'Call it x.mts, or set "type": "module" in package.json: it is taken for CommonJS.'
  expect(stdout).toBe(`a/b\nconfig-throws ${hint}\n`)
})
