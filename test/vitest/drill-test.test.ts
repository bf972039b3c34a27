import { relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drillTest } from '../../src/vitest/drill-test.ts'

describe('in a suite that tries its tests again', { retry: 2, repeats: 3 }, () => {
  drillTest.runIf(false)('a drill')
  drillTest.runIf(false)('a drill with a limit', { timeout: 1000 })

  test('a drill is run once: one that failed does not become green by another try', ({ task }) => {
    const others = (task.suite?.tasks ?? []).filter(({ name }) => name !== task.name)
    expect(
      others.map((each) => [each.name, each.type === 'test' && [each.retry, each.repeats, each.timeout]]),
    ).toEqual([
      ['a drill', [0, 0, 0]],
      ['a drill with a limit', [0, 0, 1000]],
    ])
    expect([task.retry, task.repeats]).toEqual([2, 3])
    expect(relative(process.cwd(), task.file.filepath)).toBe('test/vitest/drill-test.test.ts')
  })
})
