import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { here, mistake, readAt, relativeTo, standing } from '../../src/drill/place.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { hold } from '../../src/drill/steps.ts'
import { visits } from '../../src/drill/walk.ts'
import { killNode } from '../../src/drills/kill-node.ts'
import { slo } from '../../src/drills/slo.ts'
import { durationMs } from '../../src/units.ts'
import { refusal } from './refusal.ts'

const FILE = fileURLToPath(import.meta.url)

test('a place is the line outside of the language, however deep the call', () => {
  const step = hold('20s') // the marked line
  expect(step.place).toBe(lineOf('// the marked line'))
  expect(here()).not.toBe(step.place)
})

test('Node itself, running a .ts file as it is, gives the same line', () => {
  const dir = mkdtempSync(join(tmpdir(), 'firedrill-place-'))
  const steps = fileURLToPath(new URL('../../src/drill/steps.ts', import.meta.url))
  const lines = [
    `import { hold } from ${JSON.stringify(steps)}`,
    'interface Gone { n: number }',
    'const step = [1].map((): unknown =>',
    "  hold('20s'),",
    ')[0] as { place: string }',
    'console.log(step.place)',
  ]
  writeFileSync(join(dir, 'x.ts'), lines.join('\n'))
  const printed = execFileSync(process.execPath, ['--no-warnings', join(dir, 'x.ts')], { encoding: 'utf8' })
  rmSync(dir, { recursive: true })
  expect(printed.trim()).toBe(`${join(dir, 'x.ts')}:4`)
})

test('what a stock factory makes stands where it is called, and what its body makes where the drill is', () => {
  const own = lineOf('// the line of slo')
  expect(slo().map(({ objective }) => objective.place)).toEqual([own, own]) // the line of slo
  const drill = killNode() // the line of the drill
  const { steps } = resolve(drill, { seed: 1, file: 'drills/x.ts', root: '/nowhere' })
  expect(drill.place).toBe(lineOf('// the line of the drill'))
  expect([...visits(steps)].map(({ step }) => step.place)).toEqual(
    Array.from({ length: 11 }, () => drill.place),
  )
})

test('a line of the user in a body is nearer than where the drill is; afterwards nothing is left of it', () => {
  const step = standing('x.ts:1', () => hold('20s')) // the line in a body
  expect(step.place).toBe(lineOf('// the line in a body'))
  expect(() =>
    standing('x.ts:1', () => {
      throw new RangeError('mine')
    }),
  ).toThrow(RangeError)
  expect(here()).toMatch(/place\.test\.ts:\d+$/)
})

test('paths of the root are made relative everywhere in a text, and those of a namesake are not', () => {
  expect(relativeTo('/a/b', 'at /a/b/c.ts:1 and /a/b/d.ts:2')).toBe('at c.ts:1 and d.ts:2')
  expect(relativeTo('/a/b', 'at /a/bc/d.ts:1')).toBe('at /a/bc/d.ts:1')
})

test('a mistake names the place and what to do', () => {
  expect(
    refusal(() => {
      throw mistake('x.ts:3', 'it is wrong.', 'Do it right.')
    }),
  ).toEqual({
    code: 'drill-invalid',
    message: 'x.ts:3: it is wrong.',
    hint: 'Do it right.',
  })
})

test('an unreadable value is refused with its place; other errors pass through untouched', () => {
  expect(refusal(() => readAt('x.ts:3', () => durationMs('soon')))).toMatchObject({
    code: 'value-invalid',
    message: 'x.ts:3: "soon" is not a duration.',
  })
  expect(readAt('x.ts:3', () => durationMs('2s'))).toBe(2000)
  expect(() =>
    readAt('x.ts:3', () => {
      throw new RangeError('mine')
    }),
  ).toThrow(RangeError)
})

function lineOf(mark: string): string {
  const lines = readFileSync(FILE, 'utf8').split('\n')
  return `${FILE}:${lines.findIndex((text) => text.endsWith(mark)) + 1}`
}
