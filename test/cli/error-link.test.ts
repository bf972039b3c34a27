import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorLink, withRealPages } from '../../src/cli/error-link.ts'
import { ERRORS } from '../../src/errors.ts'
import { project } from '../config/project.ts'

/** As pages of Markdown name their headings. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}

it('leads to the section of every code', () => {
  for (const code of Object.keys(ERRORS)) {
    const [page = '', section] = errorLink(code)?.split('#') ?? []
    const headings = readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)
    expect(
      [...headings].map(([, heading = '']) => anchor(heading)),
      code,
    ).toContain(section)
  }
})

it('is a path from where the command was typed, or a whole one', () => {
  expect(errorLink('usage')).toBe('docs/errors.md#usage-exit-64')
  const before = process.cwd()
  process.chdir(project({ 'a.txt': '' }))
  try {
    const [page = ''] = errorLink('usage')?.split('#') ?? []
    expect(page).toMatch(/^\//)
    expect(existsSync(page)).toBe(true)
  } finally {
    process.chdir(before)
  }
})

it('is none for a code of another version', () => {
  expect(errorLink('not-known-here')).toBeNull()
  expect(errorLink('toString')).toBeNull()
})

it('names a page in a text where it is, and leaves a file of the project', () => {
  const before = process.cwd()
  process.chdir(project({ 'a.txt': '' }))
  try {
    const text = withRealPages(
      'See docs/gate.md, not docs/runbook/deploy.md, docs/own.md or app/docs/gate.md.',
    )
    const [page = ''] = text.match(/\/\S+gate\.md/) ?? []
    expect(existsSync(page)).toBe(true)
    expect(text).toBe(`See ${page}, not docs/runbook/deploy.md, docs/own.md or app/docs/gate.md.`)
  } finally {
    process.chdir(before)
  }
})
