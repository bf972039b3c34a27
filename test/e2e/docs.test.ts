/** The commands of the docs, run as they stand there, in projects that have just what the page says. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Part, partsOf } from '../docs/page.ts'
import { startProgram } from './cli.ts'
import { install, type Packed, pack } from './packed.ts'
import { processesWith } from './remains.ts'
import { makeScratch, root } from './scratch.ts'

/** `get-started.md` is run by `first-use.test.ts`, from an empty directory on. */
const PAGES = ['my-app.md', 'write-a-drill.md', 'in-ci.md', 'on-staging.md']

/** A page may run more than one drill. */
const LIMIT_MS = 600_000

const scratch = makeScratch()
let packed: Packed
beforeAll(async () => {
  packed = await pack(scratch)
})
afterAll(() => scratch.remove())

/** What commands may need that is not on every machine. */
const NEEDS: Readonly<Record<string, () => boolean>> = {
  'python3-venv': () => spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0,
}

interface Project {
  name: string
  parts: Exclude<Part, { kind: 'project' }>[]
}

/** A page's projects, each with what is done in it. */
function projectsOf(page: string): Project[] {
  const projects: Project[] = []
  for (const part of partsOf(readFileSync(join(root, 'docs', page), 'utf8'))) {
    if (part.kind === 'project') projects.push({ name: part.name, parts: [] })
    else if (projects.length === 0) throw new Error(`${page}:${part.line}: no project comes before it`)
    else projects.at(-1)?.parts.push(part)
  }
  return projects
}

function missing({ parts }: Project): string | null {
  const needs = parts.flatMap((part) => (part.kind === 'commands' && part.needs ? [part.needs] : []))
  return needs.find((need) => !(NEEDS[need] ?? (() => expect.fail(`nobody knows "${need}"`)))()) ?? null
}

describe.each(PAGES)('docs/%s', (page) => {
  for (const project of projectsOf(page)) {
    const lacks = missing(project)
    const name = `${project.name}${lacks === null ? '' : ` (needs ${lacks})`}`
    it.skipIf(lacks !== null)(name, { timeout: LIMIT_MS }, async () => {
      const cwd = join(scratch.directory, page, project.name)
      mkdirSync(cwd, { recursive: true })
      await install(packed, cwd, scratch)
      for (const part of project.parts) {
        if (part.kind === 'file') write(cwd, part)
        else if (part.notRun === null) await run(cwd, part, page)
        else expect(part.notRun, `${page}:${part.line}`).toMatch(/^(needs|it) \w/)
      }
      expect(processesWith([cwd])).toEqual([])
    })
  }
})

function write(cwd: string, { path, text }: Extract<Part, { kind: 'file' }>): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true })
  writeFileSync(join(cwd, path), text)
}

/** As a person's shell runs them, one after the other; one that fails ends them. */
async function run(cwd: string, part: Extract<Part, { kind: 'commands' }>, page: string): Promise<void> {
  const { env } = scratch
  const { code, stdout, stderr } = await startProgram(['bash', '-e', '-c', part.text], { cwd, env }).ended
  const all = `${stdout}${stderr}`
  expect(code, `${page}:${part.line}\n${part.text}\n${all}`).toBe(part.exit)
  for (const text of part.prints) expect(all, `${page}:${part.line}`).toContain(text)
}

it('has something to run on each page', () => {
  for (const page of PAGES) {
    const parts = projectsOf(page).flatMap((project) => project.parts)
    expect(
      parts.some((part) => part.kind === 'commands' && part.notRun === null),
      page,
    ).toBe(true)
  }
})
