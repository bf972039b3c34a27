/** What the docs show of the drill language, loaded and resolved as a reader's file would be. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Drill } from '../../src/drill/drill.ts'
import { resolve } from '../../src/drill/resolve.ts'
import * as api from '../../src/index.ts'
import { API, project } from '../config/project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const DRILLS = JSON.stringify(join(root, 'src/drills/index.ts'))
const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const pages = ['README.md', ...names.map((name) => `docs/${name}`)]
const text = (page: string) => readFileSync(join(root, page), 'utf8')

interface Example {
  page: string
  line: number
  code: string
}

/** Fences that are the whole file of a drill, with its imports. */
function drillsIn(page: string): Example[] {
  const whole = text(page)
  return [...whole.matchAll(/^( *)```ts\n([\s\S]*?)^ *```$/gm)]
    .map(({ 1: indent = '', 2: body = '', index }) => ({
      page,
      line: whole.slice(0, index).split('\n').length,
      code: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }))
    .filter(
      ({ code }) =>
        /^import .* from 'firedrill/m.test(code) && /^export default (?!defineConfig)/m.test(code),
    )
}

async function loaded({ code }: Example): Promise<Drill> {
  const file = code.replaceAll("'firedrill'", API).replaceAll("'firedrill/drills'", DRILLS)
  const directory = project({ 'drills/example.ts': file, 'package.json': '{ "type": "module" }' })
  const module = (await import(pathToFileURL(join(directory, 'drills/example.ts')).href)) as {
    default: Drill
  }
  return module.default
}

const examples = pages.flatMap(drillsIn)

it('finds the drills of the pages', () => {
  expect(examples.map(({ page }) => page)).toEqual(
    expect.arrayContaining(['README.md', 'docs/drills.md', 'docs/guards.md', 'docs/write-a-drill.md']),
  )
})

it.each(examples)('the drill at $page:$line can be resolved', async (example) => {
  const { name, load, steps } = resolve(await loaded(example), {
    set: {},
    seed: 1,
    file: 'drills/example.ts',
    root,
  })
  expect(name).toMatch(/^[a-z-]+$/)
  expect(load.name).not.toBe('')
  expect(steps.length).toBeGreaterThan(0)
})

describe('docs/write-a-drill.md', () => {
  const page = text('docs/write-a-drill.md')
  const spansOf = (part: string) =>
    [...part.matchAll(/`([a-z]\w*\([^`]*\)[^`]*)`/g)].map(([, code = '']) => code)
  const made = (code: string): never =>
    new Function(...Object.keys(api), `return ${code}`)(...Object.values(api)) as never
  /** A drill with these in its midst: what is wrong with them is found when it is resolved. */
  const resolved = (condition: string, objective: string) => {
    const { deploy, drill, hold, instance, kill, load, next, phase, rollback, until } = api
    const said = drill('said', { purpose: 'What the page says.' }, () => ({
      load: load('users', { rate: '10/s' }),
      steps: [
        phase('said', [
          deploy(next()),
          kill(instance()),
          until(made(condition), { within: '1s' }),
          hold('1s'),
          rollback(),
        ]),
      ],
      expect: [made(objective)],
    }))
    return resolve(said, { set: {}, seed: 1, file: 'drills/said.ts', root })
  }

  it('waits for conditions that are some', () => {
    const [conditions = ''] = /waits for what is seen: ([\s\S]*?)When it/.exec(page)?.slice(1) ?? []
    const spans = spansOf(conditions)
    expect(spans.length).toBeGreaterThan(3)
    for (const code of spans)
      expect(resolved(code, "uptime().atLeast('99%')").steps[0], code).toMatchObject({ name: 'said' })
  })

  it('has objectives that are some', () => {
    const [table = ''] = /## Objectives\n([\s\S]*?)\n\n[A-Z]/.exec(page)?.slice(1) ?? []
    const spans = spansOf(table)
    // Of an indicator alone the bound is left out, for shortness.
    const complete = spans.filter((code) => code.includes(').'))
    expect(complete.length).toBeGreaterThan(8)
    for (const code of complete) expect(resolved('recovered()', code).expect, code).toHaveLength(1)
  })
})

it.each(pages)(
  'what %s has a reader type is found where firedrill is installed in the project alone',
  (page) => {
    expect(text(page).match(/^ {4}(?:\$ )?firedrill \w+.*$/gm) ?? []).toEqual([])
  },
)
