/** A crash report is one line that has the id of the request; the lines are the fixture's own. */
import { expect, test } from 'vitest'
import kept from '../../drills/crash-supervision.ts'
import type { Drill } from '../../src/drill/drill.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { conditionsOf, visits } from '../../src/drill/walk.ts'
import { crashSupervision } from '../../src/drills/crash-supervision.ts'

const ID = '20261121-160415-crash-supervision-c96d-crash'
const fatal = (release: string, more: object) =>
  JSON.stringify({
    level: 60,
    instance: 'web-1',
    release,
    err: {
      type: 'Error',
      message: 'crashed on request',
      stack: `Error at /releases/${release}/server.js:1:1`,
    },
    origin: 'uncaughtException',
    ...more,
    msg: 'crashed',
  })
const arrived = JSON.stringify({ level: 30, reqId: ID, req: { url: '/_crash' }, msg: 'incoming request' })

test.each<[string, Drill]>([
  ['of this project', kept],
  ['without options', crashSupervision()],
])('the report that the drill %s looks for', (_what, drill) => {
  const report = reportOf(drill)
  expect(report.test(fatal('1.0.0', { requestId: ID }))).toBe(true)
  // The twin: its release is called so that it nearly looks like the id.
  expect(report.test(fatal('1.0.0-crash-anonymous', {}))).toBe(false)
  expect(report.test(arrived)).toBe(false)
})

test('without options, the report of many a kind of app', () => {
  const report = reportOf(crashSupervision())
  expect(report.test(`panic: [${ID}] index out of range`)).toBe(true)
  expect(report.test(`ERROR request_id=${ID} unhandled`)).toBe(true)
  expect(report.test(`INFO request_id=${ID} begins`)).toBe(false)
  expect(report.test('panic: index out of range')).toBe(false)
})

function reportOf(drill: Drill): RegExp {
  const { steps } = resolve(drill, { seed: 1, file: 'drills/crash-supervision.ts' })
  const patterns = [...visits(steps)].flatMap(({ step }) =>
    conditionsOf(step).flatMap((each) =>
      each.kind === 'logged' && typeof each.text !== 'string' ? [each.text] : [],
    ),
  )
  expect(patterns).toHaveLength(1)
  const { pattern, flags } = patterns[0]!
  return new RegExp(pattern, flags)
}
