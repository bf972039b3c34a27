import { expect, test } from 'vitest'
import { cellsOf } from '../../src/report/cells.ts'
import { markdown } from '../../src/report/markdown.ts'
import { failedInput, HOSTILE, hostileInput, passedInput, shippedInput } from './build-input.ts'

test('the verdict comes first, then the clause that broke', () => {
  const lines = markdown.render(failedInput()).split('\n')
  expect(lines[0]).toBe('# kill-node: fail')
  expect(lines[2]).toContain('Failed: 4.2 % of 6,212 requests failed in the 29 s after web-1 was killed')
  expect(lines[4]).toContain('**First clause that broke:** uptime at least 99.9 % in lost.')
  expect(markdown.render(passedInput())).not.toContain('First clause that broke')
})

test('it has the numbers of the verdict, the chart and the command', () => {
  const input = failedInput()
  const text = markdown.render(input)
  for (const clause of input.verdict.clauses) {
    const { observed, samples, strength } = cellsOf(clause)
    expect(text).toContain(`| ${observed} | ${samples} | ${strength} |`)
  }
  expect(text).toMatch(/failed\/s [▁-█]{60}/)
  expect(text).toContain('firedrill run kill-node --target shop --set rate=200/s --seed 7')
})

test('releases, stops and what the instances said stand in it', () => {
  const text = markdown.render(shippedInput())
  expect(text).toContain('## Releases')
  expect(text).toContain(
    '- deploy of 1.0.0 → 1.0.1-failing (rolling) in lost: ended by a trigger after 3.6 s',
  )
  expect(text).toContain('  - seconds: decide 0.0, act 4.1, ready 0.2, settled 2.1')
  expect(text).toContain('- web-2 was stopped in lost: exit code 0 after 1.4 s')
  expect(text).toContain('- web-1 said that it was ready and could not serve for 2.2 s')
  expect(markdown.render(failedInput())).not.toContain('## Releases')
})

test('what is left is said', () => {
  const input = passedInput()
  const left = [{ what: 'pid 1', evidence: 'it lives', remedy: 'kill 1' }]
  const text = markdown.render({ ...input, verdict: { ...input.verdict, cleanup: 'dirty', left } })
  expect(text).toContain('- pid 1 (it lives): kill 1')
})

test.each(HOSTILE)('hostile text makes no markup and no rows: %#', (hostile) => {
  const text = markdown.render(hostileInput(hostile))
  const rows = (from: string): number => from.split('\n').filter((line) => line.startsWith('|')).length
  const outsideOfCode = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
  expect(rows(text)).toBe(rows(markdown.render(shippedInput())))
  expect(outsideOfCode).not.toMatch(/<(script|img|b)/)
  expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
  expect(text.length).toBeLessThan(200_000)
})
