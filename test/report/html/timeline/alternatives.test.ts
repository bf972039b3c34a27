import { expect, test } from 'vitest'
import { momentsTable, secondsTable, timeLink } from '../../../../src/report/html/timeline/alternatives.ts'
import { momentsOf } from '../../../../src/report/moments.ts'
import { diagnosedInput, failedInput, passedInput } from '../../build-input.ts'

test('each moment is a row with its number, its time on both clocks, and what shows it', () => {
  const text = momentsTable(momentsOf(diagnosedInput()), Date.UTC(2026, 0, 2, 3, 4, 5))
  expect(text).toContain('<tr id="m3" class="kind-fault">')
  expect(text).toContain('<a href="#timeline" data-at="11">11.00 s</a>')
  expect(text).toContain('<time>03:04:16.000</time>')
  expect(text).toContain('web-1 was killed<br><small>seen to land; pid 4711 is gone</small>')
  expect(text).toContain('class="fold" open>')
})

test('a long list is folded, and what is left out is counted', () => {
  const { moments } = momentsOf(diagnosedInput())
  const many = Array.from({ length: 30 }, (_, k) => ({ ...moments[0]!, no: k + 1 }))
  const text = momentsTable({ moments: many, leftOut: 5 }, 0)
  expect(text).toContain('class="fold"><summary>')
  expect(text).toContain('5 more, of less weight')
})

test('second by second, around what matters, endless where it is', () => {
  const text = secondsTable(failedInput())
  const rows = [...text.matchAll(/<tr>(<td.*?)<\/tr>/g)].map(([, cells = '']) =>
    [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell.replace(/<[^>]*>/g, '')),
  )
  expect(rows).toHaveLength(21)
  expect(rows[0]).toEqual(['1.00 s', '196', '0', '4', '0', '10 ms', '10 ms', 'never'])
  expect(rows[20]?.[0]).toBe('21.00 s')
})

test('a run without load has no seconds', () => {
  expect(secondsTable(passedInput())).toBe('')
})

test('a link moves the timeline', () => {
  expect(timeLink(16_993.7)).toBe('<a href="#timeline" data-at="16.994">16.99 s</a>')
})
