/** `drillTest`: vitest's `test` whose body is a drill. */
import { type TestContext, test } from 'vitest'
import type { ReportInput } from '../report/reporter.ts'
import { createInterruption } from '../run/interruption.ts'
import { DrillUndecided, failureOf } from './failures.ts'
import { type CheckedOptions, checkOptions, type DrillTestOptions } from './options.ts'
import { takeDrill } from './take.ts'

/**
 * A test that runs a drill: `drillTest('kill-node')`, or under a name of its own,
 * `drillTest('nobody notices a lost node', { drill: killNode() })`.
 */
export type DefineDrillTest = (name: string, options?: DrillTestOptions) => void

export interface DrillTest extends DefineDrillTest {
  skip: DefineDrillTest
  only: DefineDrillTest
  todo(name: string): void
  skipIf(condition: unknown): DefineDrillTest
  runIf(condition: unknown): DefineDrillTest
}

/** vitest lets go of a test that it cancelled; undoing all of a drill takes no longer than this. */
const UNDONE_WITHIN_MS = 120_000

/** A suite that tries its tests again until one passes must not do so with a drill: what failed once, failed. */
const ONCE = { retry: 0, repeats: 0 }

type Define = (
  name: string,
  options: typeof ONCE & { timeout: number; tags?: string[] },
  body: (context: TestContext) => Promise<void>,
) => void

export const drillTest: DrillTest = Object.assign(defined(test), {
  skip: defined(test.skip),
  only: defined(test.only),
  todo: (name: string) => void test.todo(name),
  skipIf: (condition: unknown) => defined(test.skipIf(condition)),
  runIf: (condition: unknown) => defined(test.runIf(condition)),
})

function defined(define: Define): DefineDrillTest {
  const defineOne: DefineDrillTest = (name, options = {}) => {
    const checked = checkOptions(name, options)
    const { timeout = 0, tags } = checked
    const place = new Error('the place of the test')
    Error.captureStackTrace(place, defineOne)
    define(name, { ...ONCE, timeout, ...(tags === undefined ? {} : { tags }) }, (context) =>
      inTest(context, name, checked, place),
    )
  }
  return defineOne
}

async function inTest(
  context: TestContext,
  name: string,
  options: CheckedOptions,
  place: Error,
): Promise<void> {
  const judged = await taken(context, name, options)
  const { verdict, directory } = judged
  await context.annotate(`${verdict.summary} Report: ${directory}/report.html`)
  const failure = failureOf(judged)
  if (failure === null) return
  const mayBeLeft = options.inconclusive === 'skip' && verdict.cleanup === 'clean'
  if (failure instanceof DrillUndecided && mayBeLeft) context.skip(failure.message)
  // Where the test stands, and not where in firedrill it was found out.
  failure.stack = `${failure.name}: ${failure.message}\n${(place.stack ?? '').split('\n').slice(1).join('\n')}`
  throw failure
}

/** Two loads at once would measure each other: drills of one worker take turns, also in `describe.concurrent`. */
let last: Promise<unknown> = Promise.resolve()

async function taken(context: TestContext, name: string, options: CheckedOptions): Promise<ReportInput> {
  const interruption = createInterruption()
  const { signal } = context
  const stop = (): void => interruption.receive('SIGINT')
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  const testFile = context.task.file.filepath
  const taking = last.then(() => takeDrill({ name, options, testFile, interruption }))
  const settled = taking.then(
    () => undefined,
    () => undefined,
  )
  last = settled
  context.onTestFinished(() => settled, UNDONE_WITHIN_MS)
  try {
    return await taking
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
