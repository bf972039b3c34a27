import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commandToRunAgain } from '../../src/report/again.ts'
import { passedInput } from './build-input.ts'

const { verdict } = passedInput()

test('the drill, where, its parameters, its seed', () => {
  expect(commandToRunAgain(verdict)).toBe('firedrill run kill-node --target shop --set rate=200/s --seed 7')
  expect(commandToRunAgain({ ...verdict, environment: 'staging', strict: true, params: {} })).toBe(
    'firedrill run kill-node --env staging --target shop --seed 7 --strict',
  )
})

test('what was agreed to has to be agreed to again', () => {
  expect(commandToRunAgain({ ...verdict, blastRadius: 'all' })).toMatch(/ --seed 7 --blast-radius all$/)
})

test('without a keeper, where it went without one', () => {
  expect(commandToRunAgain(verdict, { lease: false })).toMatch(/ --seed 7 --no-lease$/)
})

test('what was made wrong for a proof is made wrong again, and a proof takes no --strict', () => {
  expect(commandToRunAgain({ ...verdict, strict: true }, { sabotage: 'loses' })).toBe(
    'firedrill prove kill-node --only loses --target shop --set rate=200/s --seed 7',
  )
  expect(commandToRunAgain(verdict, { sabotage: 'passes' })).toBe(
    'firedrill prove kill-node --target shop --set rate=200/s --seed 7',
  )
})

test('a drill that was made in a test is run by its test', () => {
  expect(commandToRunAgain(verdict, { inline: true }, 'test/lose one.test.ts')).toBe(
    "npx vitest run 'test/lose one.test.ts'",
  )
})

test('a shell reads back what was meant', () => {
  const hostile = 'a b\'; $(touch x) `y` "z"'
  const command = commandToRunAgain({ ...verdict, params: { note: hostile } }).replace(
    'firedrill',
    "printf '%s\\n'",
  )
  expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\n')).toContain(`note=${hostile}`)
})
