import { describe, expect, it } from 'vitest'
import type { Asking } from '../../src/cli/asking.ts'
import { askFor, type Wanted } from '../../src/cli/init-questions.ts'
import type { ProcessesWay, Way } from '../../src/init/way.ts'
import { refusalOf } from '../config/project.ts'

const way: ProcessesWay = {
  target: 'processes',
  from: 'package.json',
  run: 'node a.js',
  portVariable: 'PORT',
  env: {},
  ready: { path: '/health', from: 'a.js' },
  notes: [],
}
const other: Way = {
  target: 'compose',
  from: 'compose.yml: web',
  files: ['compose.yml'],
  instances: ['a', 'b'],
  port: 80,
  edge: { service: 'nginx', port: 80 },
  services: {},
  balancer: null,
  ready: { path: '/', from: '' },
  notes: [],
}

/** Somebody who answers so, in turn; `undefined` takes what stands there, null gives up. */
function somebody(...answers: (string | number | null | undefined)[]): Asking & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    choose: async (question) => {
      asked.push(question)
      const answer = answers.shift()
      return answer === undefined ? 0 : (answer as number | null)
    },
    text: async (question, initial, wrong = () => null) => {
      asked.push(`${question} [${initial}]`)
      const answer = answers.shift()
      const given = answer === undefined ? initial : (answer as string | null)
      if (given !== null) expect(wrong(given)).toBeNull()
      return given
    },
  }
}
const nothingGiven = (ways: readonly Way[]): Wanted => ({ ways, choices: {}, path: undefined })

it('asks two things where one way was found, each with what was found', async () => {
  const person = somebody()
  expect(await askFor(nothingGiven([way]), person)).toEqual({
    ways: [way],
    choices: { ready: '/health' },
    path: '/',
  })
  expect(person.asked).toEqual([
    'Which path says that an instance can serve? [/health]',
    'Which page do your users ask for most? [/]',
  ])
})

it('asks which way, where there are several', async () => {
  const person = somebody(1, undefined, '/shop')
  expect(await askFor(nothingGiven([way, other]), person)).toEqual({
    ways: [other],
    choices: { target: 'compose', ready: '/' },
    path: '/shop',
  })
})

it('asks how the app is started, where nothing tells', async () => {
  const person = somebody(' ./serve ')
  expect((await askFor(nothingGiven([]), person))?.choices).toMatchObject({ run: './serve', ready: '/' })
})

it('asks nothing that was given', async () => {
  const person = somebody()
  const given: Wanted = { ways: [way, other], choices: { target: 'processes', ready: '/up' }, path: '/x' }
  expect(await askFor(given, person)).toEqual({ ...given, ways: [way] })
  const command: Wanted = { ways: [way, other], choices: { run: 'x', ready: '/up' }, path: '/x' }
  expect(await askFor(command, person)).toEqual(command)
  expect(person.asked).toEqual([])
})

describe('somebody who gives up', () => {
  it.each([
    ['at which way', [way, other], [null]],
    ['at the command', [], [null]],
    ['at the readiness', [way], [null]],
    ['at the page', [way], [undefined, null]],
  ] satisfies [string, Way[], (null | undefined)[]][])('%s ends it', async (_where, ways, answers) => {
    expect(await askFor(nothingGiven(ways), somebody(...answers))).toBeNull()
  })
})

it('does not ask for a command where containers are wanted and there are none', async () => {
  const wanted: Wanted = { ways: [way], choices: { target: 'compose' }, path: undefined }
  expect((await refusalOf(() => askFor(wanted, somebody()))).code).toBe('app-not-found')
})
