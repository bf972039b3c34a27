import { expect, test } from 'vitest'
import { changedSection } from '../../../../src/report/html/sections/changed.ts'
import type { ReportInput } from '../../../../src/report/reporter.ts'
import { failedInput, passedInput } from '../../build-input.ts'

const changed = (sinceGreen: ReportInput['sinceGreen'], changes?: string[], input = failedInput()) =>
  changedSection({
    ...input,
    ...(sinceGreen === undefined ? {} : { sinceGreen }),
    ...(changes
      ? { sinceGreen: { ...SINCE, changes: changes.map((words) => ({ of: 'artifact', words })) } }
      : {}),
  })
const SINCE = {
  run: 'run-1',
  startedAt: '2026-01-01T00:00:00.000Z',
  changes: [],
  same: ['the seed'],
  unknown: ['the host'],
}

test('what changed, of what, since which run, and what did not', () => {
  const text = changed(SINCE, ['1.0.0 → <1.1.0>'])
  expect(text).toContain('<p class="answer plain">Artifact.</p>')
  expect(text).toContain('Against run-1, which began at 2026-01-01T00:00:00.000Z.')
  expect(text).toContain('<th scope="row">artifact</th><td>1.0.0 → &lt;1.1.0&gt;</td>')
  expect(text).toContain('The same: the seed.')
  expect(text).toContain('Not known of both: the host.')
})

test('a pass is not told that what fails now may have been luck', () => {
  expect(changed(SINCE)).toContain('answer open">Nothing that is recorded. What fails now may have been luck')
  expect(changed(SINCE, undefined, passedInput())).toContain('answer plain">Nothing that is recorded.</p>')
})

test('nothing changed, nothing to hold it against, and nobody looked are three things', () => {
  const [nothing, none, unknown] = [changed(SINCE), changed(null), changed(undefined)]
  expect(nothing).toContain('Nothing that is recorded.')
  expect(none).toContain('no earlier run of this drill')
  expect(unknown).toContain('other runs were not at hand')
})
