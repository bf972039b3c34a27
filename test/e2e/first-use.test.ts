/**
 * From an empty directory to a first verdict, as docs/get-started.md tells it, and nothing but that: its file, its
 * commands, typed one by one. The package comes from an archive, since it is not this one that the registry has.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { commandsIn, partsOf } from '../docs/page.ts'
import { type Ended, startProgram } from './cli.ts'
import { pack } from './packed.ts'
import { remainsOf } from './remains.ts'
import { makeScratch, root } from './scratch.ts'
import { clausesOf, onlyRecord, verdictOf } from './stored.ts'

const MOST_COMMANDS = 5
const MOST_LINES = 10
/** A minute and a half of drill, besides building, packing and installing. */
const LIMIT_MS = 600_000

const scratch = makeScratch()
afterAll(() => scratch.remove())

const parts = partsOf(readFileSync(join(root, 'docs/get-started.md'), 'utf8'))
const files = parts.filter((part) => part.kind === 'file')
const commands = parts.flatMap((part) => (part.kind === 'commands' ? commandsIn(part.text) : []))

it('takes at most five commands and ten lines written by hand', { timeout: LIMIT_MS }, async () => {
  const lines = files.flatMap(({ text }) => text.trimEnd().split('\n'))
  expect(lines.length).toBeLessThanOrEqual(MOST_LINES)
  expect(commands.length).toBeLessThanOrEqual(MOST_COMMANDS)

  const { archive } = await pack(scratch)
  const cwd = join(scratch.directory, 'my-app')
  mkdirSync(cwd)
  for (const { path, text } of files) writeFileSync(join(cwd, path), text)
  const ended: Ended[] = []
  for (const command of commands) {
    const typed = command.replace(/(?<=^npm install .*)\bfiredrill$/, archive)
    const one = await startProgram(typed.split(' '), { cwd, env: scratch.env }).ended
    expect(one.code, `${command}\n${one.stdout}${one.stderr}`).toBe(0)
    ended.push(one)
  }

  // What `init` ends with is what the page says next.
  expect(ended.at(-2)?.stdout.trimEnd().split('\n').at(-1)?.trim()).toBe(commands.at(-1))
  const record = onlyRecord(join(cwd, 'reports'))
  const verdict = verdictOf(record)
  const notPassed = clausesOf(verdict).filter((clause) => !clause.endsWith(' pass'))
  expect(notPassed, ended.at(-1)?.stdout).toEqual([])
  expect(verdict).toMatchObject({ verdict: 'pass', cleanup: 'clean', target: { edge: 'built-in' } })
  expect(ended.at(-1)?.stdout).toContain('PASS  kill-node')
  expect(await remainsOf(record, scratch)).toEqual([])
})
