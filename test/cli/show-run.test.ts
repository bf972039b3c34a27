import { describe, expect, test } from 'vitest'
import { showRun } from '../../src/cli/show-run.ts'
import { failedInput } from '../report/build-input.ts'
import { madeTerminal } from './made-terminal.ts'

test.each([
  { flags: {}, starts: '\nFAIL  kill-node\n' },
  { flags: { json: true }, starts: '{\n  "format": "firedrill-verdict/1"' },
  { flags: { json: true, quiet: true }, starts: '{\n' },
  { flags: { quiet: true }, starts: '' },
])('a judged run is shown as $flags asks', ({ flags, starts }) => {
  const terminal = madeTerminal()
  showRun(failedInput(), flags, terminal, {})
  expect(terminal.stdout.startsWith(starts)).toBe(true)
  expect(terminal.stdout === '').toBe(starts === '')
  expect(terminal.stderr).toBe('')
})

describe('on GitHub', () => {
  const shown = (flags: { json?: boolean; quiet?: boolean }) => {
    const terminal = madeTerminal()
    showRun(failedInput(), flags, terminal, { GITHUB_ACTIONS: 'true' })
    return terminal
  }

  test("what failed is marked, on the stream that is nobody's JSON", () => {
    expect(shown({}).stderr).toMatch(/^::error file=drills\/kill-node\.ts,line=1,/)
    const { stdout, stderr } = shown({ json: true })
    expect(JSON.parse(stdout).verdict).toBe('fail')
    expect(stderr).toMatch(/^::error /)
    expect(shown({ quiet: true })).toMatchObject({ stdout: '', stderr: '' })
  })

  test.each([
    { root: '/home/runner/work/shop/shop/services/shop', file: 'services/shop/drills/kill-node.ts' },
    { root: '/home/runner/work/shop/shop', file: 'drills/kill-node.ts' },
    { root: '/elsewhere', file: 'drills/kill-node.ts' },
  ])('a project in $root is marked where the repository has it', ({ root, file }) => {
    const terminal = madeTerminal()
    const input = failedInput()
    const record = { ...input.record, header: { ...input.record.header, root } }
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/home/runner/work/shop/shop' }
    showRun({ ...input, record }, {}, terminal, env)
    expect(terminal.stderr).toMatch(`::error file=${file},line=1,`)
  })

  test('nothing that an app wrote is taken for a command', () => {
    const lines = shown({}).stdout.trimEnd().split('\n')
    const [, token = ''] = /^::stop-commands::([\w-]{36})$/.exec(lines[0] ?? '') ?? []
    expect(lines.at(-1)).toBe(`::${token}::`)
    expect(shown({}).stdout).not.toContain(token)
  })
})
