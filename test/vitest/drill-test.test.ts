import { expect, test } from 'vitest'
import { createVitest } from 'vitest/node'
import { project } from '../config/project.ts'

const SUITE = `import { drillTest } from ${JSON.stringify(import.meta.resolve('../../src/vitest/drill-test.ts'))}
describe('in a suite that tries its tests again', { retry: 2, repeats: 3 }, () => {
  drillTest('a drill')
  drillTest('a drill with a limit', { timeout: 1000 })
  test('another test', () => {})
})
`

test('a drill is run once: one that failed does not become green by another try', async () => {
  const root = project({ 'suite.test.ts': SUITE })
  const vitest = await createVitest('test', {
    ...{ root, config: false, watch: false, globals: true, reporters: [] },
    // What is looked at is how the drills were defined: none of them is run.
    testNamePattern: 'another test',
  })
  try {
    const { testModules, unhandledErrors } = await vitest.start()
    expect(unhandledErrors).toEqual([])
    const tests = testModules.flatMap(({ children }) => [...children.allTests()])
    expect(tests.map(({ name, options }) => [name, options.retry, options.repeats, options.timeout])).toEqual(
      [
        ['a drill', 0, 0, 0],
        ['a drill with a limit', 0, 0, 1000],
        ['another test', 2, 3, 5000],
      ],
    )
  } finally {
    await vitest.close()
  }
})
