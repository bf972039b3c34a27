import { expect, it } from 'vitest'
import { batchPage } from '../../../src/report/html/batch-page.ts'
import { batchOf } from '../../../src/verdict/batch.ts'
import { failedInput, HOSTILE, passedInput } from '../build-input.ts'

const verdicts = [passedInput().verdict, { ...failedInput().verdict, id: 'a run' }]
const batch = batchOf({ drill: 'kill-node', asked: 2, verdicts, exitCode: 1 })

it('has the verdict over all, then each run with what failed in it and its report', () => {
  const text = batchPage(batch)
  expect(text).toContain('<title>fail: kill-node, 2 runs</title>')
  expect(text).toContain('Flaky: 1 of 2 passed.')
  expect(text).toContain('href="a%20run/report.html"')
  expect(text).toContain('uptime at least 99.9 % in lost')
})

it('all passed, but something is left behind: it is no plain pass', () => {
  const passed = passedInput().verdict
  const dirty = { ...passed, id: 'b', cleanup: 'dirty' as const, exitCode: 3 }
  const of = (verdicts: (typeof passed)[]) =>
    batchPage(batchOf({ drill: 'kill-node', asked: 2, verdicts, exitCode: 3 }))
  const text = of([passed, dirty])
  expect(text).toContain('<title>pass, not clean: kill-node, 2 runs</title>')
  expect(text).toContain('<header class="top inconclusive">')
  expect(text).toContain('✓ pass, not clean</span>')
  expect(text).toContain('<p class="answer open">2 of 2 passed.</p>')
  expect(text).toContain('<p class="answer bad">Not clean: 1 run left something behind. ')
  expect(of([passed, passed])).not.toMatch(/not clean/i)
})

it.each(HOSTILE)('%.20s stays text', (hostile) => {
  const runs = batch.runs.map((run) => ({ ...run, id: hostile }))
  const text = batchPage({ ...batch, drill: hostile, summary: hostile, runs })
  expect(text).not.toContain('<script>alert')
  expect(text).not.toContain('<img src=x')
})
