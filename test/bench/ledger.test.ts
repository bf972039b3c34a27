/** What the key of a drill's trials leaves out is loaded by no drill, and by nothing that cleans up after one. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NOT_OF_A_DRILL } from '../../bench/ledger.ts'
import { importsOf } from '../house-rules/rules.ts'

const root = join(import.meta.dirname, '..', '..')
const sources = globSync('src/**/*.ts', { cwd: root })
/** The programs that a run starts by their path, what drills import, and the two commands. */
const PROGRAMS = sources.filter((path) => path.endsWith('/main.ts') && path !== 'src/cli/main.ts')
const ENTRIES = [...PROGRAMS, 'src/index.ts', 'src/cli/commands/run.ts', 'src/cli/commands/recover.ts']

/** Loads a command once it is asked for: what it names is looked at as an entry of its own. */
const BY_NAME = 'src/cli/commands/map.ts'

function reached(entries: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const waiting = [...entries]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || path === BY_NAME) continue
    seen.add(path)
    const imports = importsOf(path, readFileSync(join(root, path), 'utf8')).map(({ to }) => to)
    const named = imports.filter((to) => to.startsWith('.')).map((to) => join(dirname(path), to))
    waiting.push(...named.filter((each) => sources.includes(each)))
  }
  return seen
}

const leftOut = (paths: Iterable<string>) =>
  [...paths].filter((path) => NOT_OF_A_DRILL.some((start) => path.startsWith(start)))

describe('what decides nothing of a drill', () => {
  it('is reached by no program of one', () => {
    const found = reached(ENTRIES)
    expect(PROGRAMS).toContain('src/run/watchdog/main.ts')
    expect(found).toContain('src/run/run-drill.ts')
    expect(leftOut(found)).toEqual([])
  })

  it.each(NOT_OF_A_DRILL)('is there: %s', (start) => {
    expect(sources.filter((path) => path.startsWith(start))).not.toEqual([])
  })

  it('would be seen: the control', () => {
    expect(leftOut(reached(['src/cli/commands/gate.ts']))).toContain('src/cli/gate-runs.ts')
  })
})
