import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commandToRunAgain } from '../../src/report/again.ts'
import { passedInput } from './build-input.ts'

const { verdict } = passedInput()

test('the drill, where, its parameters, its seed', () => {
  expect(commandToRunAgain(verdict)).toBe('firedrill run kill-node --target shop --set rate=200/s --seed 7')
  expect(commandToRunAgain({ ...verdict, environment: 'staging', strict: true, params: {} })).toBe(
    'firedrill run kill-node --env staging --seed 7 --strict',
  )
})

test('what was agreed to has to be agreed to again', () => {
  expect(commandToRunAgain({ ...verdict, blastRadius: 'all' })).toMatch(/ --seed 7 --blast-radius all$/)
})

test('a shell reads back what was meant', () => {
  const hostile = 'a b\'; $(touch x) `y` "z"'
  const command = commandToRunAgain({ ...verdict, params: { note: hostile } }).replace(
    'firedrill',
    "printf '%s\\n'",
  )
  expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\n')).toContain(`note=${hostile}`)
})
