import { describe, expect, it } from 'vitest'
import { makeRunbook } from '../../src/runbook/make.ts'
import { renderRunbook } from '../../src/runbook/page.ts'
import type { Part, RunbookStep } from '../../src/runbook/runbook.ts'
import { chosenOf, today } from './build-rehearsal.ts'
import { blocksOf } from './read-page.ts'

const runbook = makeRunbook(chosenOf(), today())
const page = renderRunbook(runbook)
const STEP: RunbookStep = {
  what: 'Do it',
  command: 'ls',
  variables: [],
  standIns: [],
  expect: [],
  tookMs: null,
  run: 'run-1',
}
const withStep = (more: Partial<RunbookStep>) => {
  const part: Part = {
    key: 'rollback',
    title: 'Rollback',
    notes: [],
    points: [],
    steps: [{ ...STEP, ...more }],
    missing: [],
  }
  return renderRunbook({ ...runbook, parts: [part] })
}

describe('the page', () => {
  it('leads to the rollback first', () => {
    const link = /\*\*Something is wrong right now\?\*\* Go to \[7\. Rollback\]\(#7-rollback\)/
    expect(page).toMatch(link)
    expect(page).toContain('\n## 7. Rollback\n')
  })

  it('has every command of the runbook in a block of its own, in order', () => {
    const commands = runbook.parts.flatMap(({ steps }) => steps.flatMap(({ command }) => command ?? []))
    expect(blocksOf(page).map(({ text }) => text)).toEqual(commands)
    expect(commands.length).toBeGreaterThan(6)
  })

  it('says what to expect, how long it took, and in which run', () => {
    expect(page).toContain(
      '### Move the schema\n\n```sh\nDATABASE_URL="${DATABASE_URL:?}" ./migrate up 2\n```\n\nExpect:\n\n- it ends with exit code 0\n- it moved two\n\nTook 200 ms in `20260102-rehearsal`.\n',
    )
  })

  it('names what has to be set, and what only the moment tells', () => {
    expect(page).toContain('Set before, for this page does not hold their values: `DATABASE_URL`.')
    expect(page).not.toContain('In angle brackets')
    expect(withStep({ standIns: ['<pid of web-1>'] })).toContain(
      'In angle brackets stands what only the moment tells: `<pid of web-1>`.',
    )
  })

  it('names what commands were given from the shell, and where programs were looked for', () => {
    const given = renderRunbook({ ...runbook, inherits: ['RAILS_ENV', 'TOKEN'], hasPrograms: true })
    expect(given).toContain(
      "Set these as well, for every command was given them of the shell's own: `RAILS_ENV`, `TOKEN`.",
    )
    expect(given).toContain('begin a shell with `export PATH="$PWD/node_modules/.bin:$PATH"`.')
    expect(page).not.toContain('Set these as well')
    expect(page).not.toContain('node_modules')
  })

  it('says what to do where a secret would stand in the words of a command', () => {
    expect(withStep({ command: "ship '--token=‹redacted›'" })).toContain(
      'Where ‹redacted› stands in a command',
    )
    expect(page).not.toContain('‹redacted›')
  })

  it('says what is missing, with the command that would rehearse it', () => {
    expect(page).toContain(
      '> **Missing.** How long a person takes who follows this was not rehearsed. To rehearse it: `firedrill run by-hand`.',
    )
  })

  it('says of what was not tried that it was not', () => {
    expect(withStep({ run: null })).toContain('**Not rehearsed**: from the configuration.')
  })

  it('lists the runs that it comes from', () => {
    expect(page).toMatch(
      /\| `20260102-rehearsal` \| rehearsal \| 2026-01-02 03:04 \| It passed\. \| `firedrill run rehearsal [^|]+` \|/,
    )
  })

  it('names no directory of the machine on which it was rehearsed', () => {
    expect(page).not.toContain('/srv/app')
  })

  it('keeps a command whole, whatever is in it', () => {
    const command = "printf '%s' '```\n# x\n|`'"
    const [block] = blocksOf(withStep({ command }))
    expect(block?.text).toBe(command)
  })

  it('takes no markup from what others wrote', () => {
    const text = withStep({ what: '<b>[x](y)', expect: ['a | b\n# c'] })
    expect(text).toContain('### &lt;b&gt;\\[x\\](y)')
    expect(text).toContain('Expect: a \\| b \\# c.')
  })
})

it('a page without a next release, or without any, says so in its title', () => {
  expect(renderRunbook({ ...runbook, next: null })).toMatch(/^# Back to 1\n/)
  expect(renderRunbook({ ...runbook, current: null, next: null })).toMatch(/^# Deploy and rollback\n/)
  expect(page).toMatch(/^# Deploy 2, and back to 1\n/)
})
