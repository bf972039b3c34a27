import { describe, expect, it } from 'vitest'
import {
  borderRule,
  hasLogic,
  hostRule,
  importRule,
  roomNameRule,
  shellRule,
  sizeRule,
  type Tree,
  testRule,
  wordRule,
} from './rules.ts'

const tree = (files: Record<string, string>): Tree => new Map(Object.entries(files))

describe('the import rule', () => {
  it('lets a room import what the table allows, and anyone errors and units', () => {
    const good = tree({
      'src/measure/a.ts': `import { x } from '../journal/record.ts'\nimport { FiredrillError } from '../errors.ts'`,
      'src/fault/kill.ts': `import type { Instance } from '../target/target.ts'`,
      'src/cli/wire.ts': `import { k6 } from '../load/k6/start.ts'`,
    })
    expect(importRule(good)).toEqual([])
  })

  it.each([
    ['src/measure/a.ts', `import { x } from '../run/plan.ts'`],
    ['src/fault/kill.ts', `import { x } from '../target/process/start.ts'`],
    ['src/run/run.ts', `import { x } from '../load/k6/start.ts'`],
    ['src/cli/commands/run.ts', `import {\n  x,\n} from '../../target/process/start.ts'`],
    ['src/report/a.ts', `const x = await import('../host/node.ts')`],
    ['src/new/a.ts', `export { x } from '../host/node.ts'`],
  ])('finds %s importing what it may not', (path, text) => {
    expect(importRule(tree({ [path]: text }))).toHaveLength(1)
  })
})

describe('the host rule', () => {
  it('finds a system module outside of host/', () => {
    const files = {
      'src/run/a.ts': `import { readFile } from 'node:fs/promises'`,
      'src/host/a.ts': `import fs from 'node:fs'\nimport type Docker from 'dockerode'`,
      'src/target/compose/a.ts': `const { default: Docker } = await import('dockerode')`,
    }
    expect(hostRule(tree(files))).toEqual([
      'src/run/a.ts: only host/ may import node:fs/promises',
      'src/target/compose/a.ts: only host/ may import dockerode',
    ])
  })
})

describe('the shell rule', () => {
  it.each([
    `spawn(x, [], { shell: true })`,
    `spawn(x, [], {shell:'/bin/bash'})`,
    `run(['sh', '-c', text])`,
    `run(["/bin/bash", "-lc", text])`,
    `import { exec } from 'node:child_process'`,
    `const { execSync, spawn } = await import('node:child_process')`,
    `import { execaCommand } from 'execa'`,
    `const value = eval(text)`,
    `const f = new Function('a', text)`,
    `import vm from 'node:vm'`,
  ])('finds %s', (text) => {
    expect(shellRule(tree({ 'src/a.ts': text }))).toHaveLength(1)
  })

  it.each([
    `spawn(x, [], { shell: false })`,
    `// never { shell: true }`,
    `/** Not sh -c, as in ['sh', '-c'] */`,
    `const found = PATTERN.exec(text)`,
    `import { spawn, execFile } from 'node:child_process'`,
    `["bin/app", "eval", code]`,
    `if (retrieval(x)) y()`,
  ])('lets %s be', (text) => {
    expect(shellRule(tree({ 'src/a.ts': text }))).toEqual([])
  })
})

describe('the border rule', () => {
  it('finds what is told past the terminal', () => {
    const text = `process.stderr.write('x')`
    const files = { 'src/run/a.ts': text, 'src/run/b.ts': `console.log(x)`, 'src/cli/terminal.ts': text }
    expect(borderRule(tree({ ...files, 'src/probe/main.ts': text }))).toEqual([
      'src/run/a.ts: process.stdout',
      'src/run/b.ts: console',
    ])
  })
})

describe('the other rules', () => {
  it('find a file that is too long, and not one that just fits', () => {
    expect(sizeRule(tree({ 'src/a.ts': '\n'.repeat(250), 'src/b.ts': '\n'.repeat(251) }))).toHaveLength(1)
  })

  it('find a room named by nothing', () => {
    expect(roomNameRule(tree({ 'src/utils/a.ts': '', 'src/run/a.ts': '' }))).toHaveLength(1)
  })

  it('tell logic from types', () => {
    expect(hasLogic(`import type { A } from './a.ts'\n/** Words. */\nexport interface B { a: A }\n`)).toBe(
      false,
    )
    expect(hasLogic(`export const b = 1\n`)).toBe(true)
  })

  it('find a source file without a test', () => {
    const files = {
      'src/run/a.ts': 'export const a = 1',
      'src/run/b.ts': 'export const b = 1',
      'src/run/c.ts': 'export const c = 1',
      'src/run/main.ts': 'run()',
      'test/run/c.test.ts': `import { whole } from '../../src/whole.ts'`,
      'test/run/a.test.ts': `import { a } from '../../src/run/a.ts'`,
    }
    expect(testRule(tree(files))).toEqual(['src/run/b.ts: it has no test'])
  })

  it('find unfinished work', () => {
    expect(wordRule(tree({ 'src/a.ts': `// ${'TO'}${'DO'} later` }))).toHaveLength(1)
  })
})
