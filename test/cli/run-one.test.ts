import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProject } from '../../src/cli/project.ts'
import { runOne } from '../../src/cli/run-one.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { configFile, refusalOf } from '../config/project.ts'
import { madeTerminal } from './made-terminal.ts'
import { ELSEWHERE, inProject, LOADS, smallProject, TARGET } from './small-project.ts'

/** What is refused before anything is started, what was said until then, and whether anything was made. */
async function refused(
  directory: string,
  {
    drill = 'holds',
    set = [],
    quiet = false,
    env = {},
  }: { drill?: string; set?: string[]; quiet?: boolean; env?: Record<string, string> } = {},
) {
  const terminal = madeTerminal()
  const flags = { set, confirm: [], quiet, retryInconclusive: 0 }
  const act = async () => {
    const project = await openProject()
    return runOne(project, project.find(drill), flags, createInterruption(), terminal)
  }
  const refusal = await inProject(directory, () => refusalOf(act), env)
  expect(existsSync(join(directory, 'reports')), 'a record was made').toBe(false)
  return { ...refusal, err: terminal.stderr, out: terminal.stdout }
}

describe('a drill that cannot be run', () => {
  it('is refused by its plan, with every reason', async () => {
    const { code, message, hint } = await refused(smallProject({ 'drills/e.ts': ELSEWHERE }), {
      drill: 'elsewhere',
    })
    expect(code).toBe('load-unknown')
    expect(message).toMatch(/^elsewhere cannot be run:\n {2}- .*"other"/)
    expect(hint).toBe('`firedrill plan elsewhere` shows what it would do.')
  })

  it('is refused by its target', async () => {
    const target = TARGET.replace('node server.js', 'no-such-program')
    const { code, message } = await refused(
      smallProject({ 'firedrill.config.ts': configFile(`${LOADS}, ${target},`) }),
    )
    expect(code).toBe('tool-missing')
    expect(message).toContain('The program "no-such-program", which target.run runs, was not found.')
  })

  it('is refused without a k6 that can be used', async () => {
    const { code } = await refused(smallProject(), { env: { K6_PATH: '/nowhere/k6' } })
    expect(code).toBe('k6-unusable')
  })

  it('is refused with a script that k6 cannot use', async () => {
    const { code, message } = await refused(smallProject())
    expect(code).toBe('load-script-invalid')
    expect(message).toContain('scenarios/shop.js cannot be used: shop.js: line 1: Unexpected token')
  })

  it('is refused with a parameter that it has not', async () => {
    expect((await refused(smallProject(), { set: ['rat=50/s'] })).code).toBe('param-invalid')
  })
})

it('first says what is run on what, and why that; nothing when it is to be quiet', async () => {
  const { err, out } = await refused(smallProject())
  expect({ err, out }).toEqual({ err: 'holds on processes (firedrill.config.ts)\n', out: '' })
  expect((await refused(smallProject(), { quiet: true })).err).toBe('')
})
