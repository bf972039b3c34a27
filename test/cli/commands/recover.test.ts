import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { recoveredText } from '../../../src/cli/commands/recover.ts'
import type { EventBody } from '../../../src/journal/events.ts'
import { configFile } from '../../config/project.ts'
import { firedrill, LOADS, smallProject } from '../small-project.ts'
import { storeKilled, storeRun } from '../stored-run.ts'

/** A directory as runs make them: where `remove-dir` may remove. */
function stateDirectory(): string {
  const path = mkdtempSync(join('/tmp', 'firedrill-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const made = (path: string, id = 1): EventBody => ({
  type: 'intent',
  id,
  what: `make ${path}`,
  undo: { kind: 'remove-dir', args: { path } },
})

describe('firedrill recover', () => {
  it('undoes what a killed run left, says what, and has nothing to do the next time', async () => {
    const [directory, state] = [smallProject(), stateDirectory()]
    const place = await storeKilled(directory, { events: [made(state)] })
    expect(await firedrill(directory, ['recover'])).toEqual({
      code: 0,
      out: `${place}: 1 undone, clean\n  undone: ${state} is gone\n`,
      err: '',
    })
    expect(existsSync(state)).toBe(false)
    expect((await firedrill(directory, ['recover'])).out).toBe('Every run of this project was cleaned up.\n')
    expect((await firedrill(directory, ['recover', 'killed'])).out).toBe(
      `${place}: it was cleaned up; nothing to do\n`,
    )
  })

  it('ends with 3 where something is left, with the command that removes it', async () => {
    const directory = smallProject()
    const foreign = join(directory, 'not-of-the-run')
    mkdirSync(foreign)
    const place = await storeKilled(directory, { events: [made(foreign)] })
    const { code, out } = await firedrill(directory, ['recover'])
    expect(code).toBe(3)
    expect(out).toMatch(new RegExp(`^${place}: 0 undone, dirty\n`))
    expect(out).toMatch(
      new RegExp(`LEFT: .*${foreign}.*\n    Look what it is; when it is not needed: rm -rf '${foreign}'`),
    )
    expect(existsSync(foreign)).toBe(true)
  })

  it('leaves a run alone whose process still acts, and ends with 75', async () => {
    const [directory, state] = [smallProject(), stateDirectory()]
    const place = await storeKilled(directory, { pid: process.pid, events: [made(state)] })
    expect(await firedrill(directory, ['recover'])).toEqual({
      code: 75,
      out: `${place}: still running (pid ${process.pid}); nothing was done\n`,
      err: '',
    })
    expect(existsSync(state)).toBe(true)
  })

  it('undoes the named run alone, by its place or its name, and all of them otherwise', async () => {
    const directory = smallProject()
    const states = [stateDirectory(), stateDirectory(), stateDirectory()]
    const places: string[] = []
    for (const [k, state] of states.entries()) {
      places.push(await storeKilled(directory, { name: `run-${k}`, events: [made(state)] }))
    }
    await firedrill(directory, ['recover', 'run-1'])
    expect(states.map((state) => existsSync(state))).toEqual([true, false, true])
    const { code, out } = await firedrill(directory, ['recover'])
    expect(code).toBe(0)
    expect(out.match(/^\/.*: 1 undone, clean$/gm)).toEqual([
      `${places[0]}: 1 undone, clean`,
      `${places[2]}: 1 undone, clean`,
    ])
    expect(states.some((state) => existsSync(state))).toBe(false)
  })

  it('calls the handlers of the configuration for acts', async () => {
    const handlers = "handlers: { 'open-gate': async ({ gate }) => 'open: ' + gate },"
    const directory = smallProject({ 'firedrill.config.ts': configFile(`${LOADS},\n${handlers}`) })
    const undo = { kind: 'act', args: { handler: 'open-gate', args: { gate: 'north' } } }
    await storeKilled(directory, { events: [{ type: 'intent', id: 1, what: 'close the gate', undo }] })
    const { code, out } = await firedrill(directory, ['recover'])
    expect(out).toContain('open: north')
    expect(code).toBe(0)
  })

  it('does nothing to a run of another project that is there: it names the directory, and ends with 77', async () => {
    const [directory, other, state] = [smallProject(), smallProject(), stateDirectory()]
    const place = await storeKilled(directory, { events: [made(state)], root: other })
    const where = `Run \`firedrill recover ${place}\` in ${other}`
    const all = await firedrill(directory, ['recover'])
    expect(all).toMatchObject({ code: 77, out: expect.stringContaining(where) })
    const named = await firedrill(directory, ['recover', place])
    expect(named).toMatchObject({ code: 77, err: expect.stringContaining('[other-project]') })
    expect(named.err).toContain(where)
    expect(existsSync(state)).toBe(true)
    expect((await firedrill(other, ['recover', place])).code).toBe(0)
    expect(existsSync(state)).toBe(false)
  })

  it('calls no handler for a record that does not say whose it is, and lies elsewhere', async () => {
    const handlers = "handlers: { 'open-gate': async () => 'opened by the wrong project' },"
    const directory = smallProject({ 'firedrill.config.ts': configFile(`${LOADS},\n${handlers}`) })
    const undo = { kind: 'act', args: { handler: 'open-gate', args: {} } }
    const events: EventBody[] = [{ type: 'intent', id: 1, what: 'close the gate', undo }]
    const place = await storeKilled(smallProject(), { events })
    const { code, out } = await firedrill(directory, ['recover', place])
    expect(code).toBe(3)
    expect(out).toContain('the handler "open-gate" is not known here')
  })

  it('has nothing to do for a run that was cleaned up', async () => {
    const directory = smallProject()
    const place = await storeRun(directory)
    expect((await firedrill(directory, ['recover', 'run-1'])).out).toBe(
      `${place}: it was cleaned up; nothing to do\n`,
    )
    expect((await firedrill(directory, ['recover'])).out).toBe('Every run of this project was cleaned up.\n')
  })

  it('ends with 64 where there is no such run', async () => {
    const { code, err } = await firedrill(smallProject(), ['recover', 'run-9'])
    expect(code).toBe(64)
    expect(err).toContain('[run-not-found] There is no run record at ')
  })
})

it('says so where somebody else undoes the run at this moment', () => {
  expect(recoveredText('/r', { kind: 'lost-race' })).toBe(
    '/r: somebody else (its watchdog, or another recover) is undoing it now\n',
  )
})

it('names a left-over without a command where there is none', () => {
  const left = [{ what: 'start web-1', evidence: 'pid 7 lives', remedy: null }]
  expect(
    recoveredText('/r', {
      kind: 'undone',
      undone: 2,
      left,
      undos: ['undone: a', 'failed: b'],
      unwritten: null,
    }),
  ).toBe('/r: 2 undone, dirty\n  undone: a\n  failed: b\n  LEFT: start web-1 (pid 7 lives)\n')
})

it('says so where the disk refused the journal', () => {
  const undone = { undone: 1, left: [], undos: ['undone: a'], unwritten: 'EROFS: no' }
  expect(recoveredText('/r', { kind: 'undone', ...undone })).toBe(
    '/r: 1 undone, clean\n  undone: a\n  The journal does not say so: the disk refused it (EROFS: no) [reports-unwritable]\n',
  )
})

it('says where a run may be under way, and what to do where that is gone', () => {
  const text = recoveredText('/r', { kind: 'elsewhere', pid: 7, where: 'on the machine there' })
  expect(text).toContain('/r: under way, as far as is known, on the machine there (pid 7); nothing was done')
  expect(text).toContain('firedrill recover /r --gone')
})

it('wants to know of which run the machine is gone', async () => {
  for (const flag of ['--gone', '--trusted']) {
    const { code, err } = await firedrill(smallProject(), ['recover', flag])
    expect([code, err]).toEqual([64, expect.stringContaining(`${flag} was given without a run`)])
  }
  const both = await firedrill(smallProject(), ['recover', 'run-1', '--all'])
  expect([both.code, both.err]).toEqual([64, expect.stringContaining('--all was given with a run')])
})
