import { expect, test } from 'vitest'
import { junit } from '../../src/report/junit.ts'
import { failedInput, HOSTILE, hostileInput, passedInput, shippedInput } from './build-input.ts'
import { parseXml } from './parse-xml.ts'

test('each clause is a case; a fail is a failure', () => {
  const input = failedInput()
  const text = junit.render(input)
  const names = parseXml(text).map(({ name }) => name)
  expect(names.filter((name) => name === 'testcase')).toHaveLength(input.verdict.clauses.length)
  expect(names.filter((name) => name === 'failure')).toHaveLength(1)
  expect(text).toContain('failures="1" errors="0"')
  expect(text).toContain('<property name="seed" value="7"/>')
})

test('inconclusive is an error with its reason, never a failure', () => {
  const input = passedInput()
  const clauses = input.verdict.clauses.map((clause) => ({
    ...clause,
    verdict: 'inconclusive' as const,
    reason: 'clock-stepped' as const,
  }))
  const names = parseXml(junit.render({ ...input, verdict: { ...input.verdict, clauses } }))
  expect(names.filter(({ name }) => name === 'failure')).toEqual([])
  const errors = names.filter(({ name }) => name === 'error')
  expect(errors).toHaveLength(6)
  expect(errors[0]?.attributes.type).toBe('inconclusive:clock-stepped')
  expect(errors[0]?.attributes.message).toMatch(/^Inconclusive \(clock-stepped\): /)
})

test('a failure says so in its message, for where the two are shown alike', () => {
  const [failure] = parseXml(junit.render(failedInput())).filter(({ name }) => name === 'failure')
  expect(failure?.attributes.message).toMatch(/^Failed: /)
})

test('each case has the file of the drill, and takes no time of its own', () => {
  const cases = parseXml(junit.render(failedInput())).filter(({ name }) => name === 'testcase')
  expect(new Set(cases.map(({ attributes }) => `${attributes.file} ${attributes.time}`))).toEqual(
    new Set(['drills/kill-node.ts 0']),
  )
})

test('what was shipped and stopped stands beside the summary', () => {
  const text = junit.render(shippedInput())
  expect(text).toMatch(/<system-out>Failed: [^<]*\ndeploy of 1.0.0 → [^<]*web-2 was stopped in lost/)
})

test('a pass has no error; a run that was stopped, is dirty, or asked nothing has one', () => {
  const input = passedInput()
  const errors = (more = {}) =>
    parseXml(junit.render({ ...input, verdict: { ...input.verdict, ...more } })).filter(
      ({ name }) => name === 'error',
    )
  expect(errors()).toEqual([])
  expect(errors({ run: 'aborted' })[0]?.attributes.type).toBe('aborted')
  expect(errors({ cleanup: 'dirty' })[0]?.attributes.type).toBe('dirty')
  expect(errors({ clauses: [] })).toHaveLength(1)
  const left = [{ what: 'pid 1', evidence: 'it lives', remedy: 'kill 1' }]
  const text = junit.render({ ...input, verdict: { ...input.verdict, cleanup: 'dirty', left } })
  expect(text).toMatch(
    />To take back what can be: firedrill recover reports\/x\npid 1\. By hand: kill 1<\/error>/,
  )
})

test.each(HOSTILE)('hostile text is well-formed XML and adds no element: %#', (text) => {
  const count = (found: { name: string }[]): string => found.map(({ name }) => name).join()
  expect(count(parseXml(junit.render(hostileInput(text))))).toBe(
    count(parseXml(junit.render(hostileInput('plain')))),
  )
})
