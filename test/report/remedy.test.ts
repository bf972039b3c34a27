import { expect, test } from 'vitest'
import { isCommand, recoverCommand, remedyWords } from '../../src/report/remedy.ts'

test.each([
  'kill -9 4711 4712',
  "cd '/srv/my app' && PORT=3001 node server.js",
  'docker --host unix:///run/docker.sock start web-1',
  'PORT=1 ./take-back',
  '/usr/bin/rm x',
])('a command is given to be typed: %s', (command) => {
  expect(isCommand(command)).toBe(true)
  expect(remedyWords(command)).toBe(`By hand: ${command}`)
})

test.each([
  'Run `firedrill recover` again.',
  'Look why: docker logs web-1',
  'Look what it is, then: ln -sfn a b',
  'Set PASSWORD as it was for the run, and run `firedrill recover`.',
  'Undo it by hand: the journal says what was done, with the secret left out.',
])('what to do is told as it is: %s', (sentence) => {
  expect(isCommand(sentence)).toBe(false)
  expect(remedyWords(sentence)).toBe(sentence)
})

test('the directory is quoted for a shell', () => {
  expect(recoverCommand('reports/a b')).toBe("firedrill recover 'reports/a b'")
})
