import { expect, test } from 'vitest'
import {
  answer,
  command,
  facts,
  fold,
  groupedTable,
  list,
  section,
  table,
} from '../../../../src/report/html/page/parts.ts'

test('a section is named by its heading', () => {
  expect(section('a', 'A & B', '<p></p>')).toMatch(
    /<section id="a" aria-labelledby="a-title"><h2 id="a-title">A &amp; B<\/h2>/,
  )
})

test('what is folded away may be open', () => {
  expect(fold('a', 'A', '')).toContain('<details id="a" class="fold"><summary>')
  expect(fold('a', 'A', '', { open: true })).toContain('class="fold" open>')
})

test('a table can be moved by keyboard, and has its name and headings', () => {
  const text = table({
    caption: 'Odd <things>',
    head: ['', 'what'],
    rows: [
      {
        id: 'x',
        className: 'y',
        cells: [
          { html: '1', className: 'n' },
          { html: '<b>2</b>', head: true },
        ],
      },
    ],
  })
  expect(text).toContain('tabindex="0" role="region" aria-label="Odd &lt;things&gt;"')
  expect(text).toContain('<tr><td></td><th scope="col">what</th></tr>')
  expect(text).toContain('<tr id="x" class="y"><td class="n">1</td><th scope="row"><b>2</b></th></tr>')
})

test('a heading stands above its numbers, at the right', () => {
  const rows = [{ cells: [{ html: 'a' }, { html: '1', className: 'n' }] }]
  expect(table({ caption: 'c', head: ['what', 'how many'], rows })).toContain(
    '<th scope="col">what</th><th scope="col" class="n">how many</th>',
  )
})

test('groups of rows have a heading over all columns', () => {
  const groups = [{ title: 'lost & found', rows: [{ cells: [{ html: '1' }, { html: '2' }] }] }]
  expect(groupedTable('c', ['a', 'b'], groups)).toContain(
    '<th colspan="2" scope="rowgroup">lost &amp; found</th>',
  )
})

test('texts are texts', () => {
  const hostile = '<script>alert(1)</script>'
  const all = [list([hostile], 'x'), facts([[hostile, hostile]]), command(hostile), answer(hostile, 'bad')]
  for (const text of all) expect(text).not.toContain('<script>')
  expect(list([])).toBe('')
})
