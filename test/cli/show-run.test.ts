import { expect, test } from 'vitest'
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
  showRun(failedInput(), flags, terminal)
  expect(terminal.stdout.startsWith(starts)).toBe(true)
  expect(terminal.stdout === '').toBe(starts === '')
  expect(terminal.stderr).toBe('')
})
