import { expect, test } from 'vitest'
import { guardsSection } from '../../../src/report/html/guards.ts'
import { passedInput } from '../build-input.ts'

const { verdict } = passedInput()

test('what could have ended it, and what came of it, with nothing of it taken for markup', () => {
  const guard = {
    guard: 'the file <b>STOP</b> appears',
    outcome: 'stopped',
    atMs: 1000,
    restedOn: '"<i>"',
  } as const
  const section = guardsSection({ ...verdict, guards: [guard] })
  expect(section).toContain('<h2>Guards</h2>')
  expect(section).toContain('&lt;b&gt;STOP')
  expect(section).not.toContain('<i>')
})

test('nothing where nothing could', () => {
  expect(guardsSection(verdict)).toBe('')
})
