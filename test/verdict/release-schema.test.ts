import { expect, test } from 'vitest'
import { canonicalVerdict } from '../../src/verdict/canonical.ts'
import { judge } from '../../src/verdict/judge.ts'
import { deploySchema, instanceSchema, rollbackSchema, stopSchema } from '../../src/verdict/release-schema.ts'
import { measured } from './build-measurements.ts'
import { badDeploy, rolledBack, stretch, table } from './build-releases.ts'
import { ranToEnd } from './build-run.ts'

const { deploys, rollbacks, stops, instances } = JSON.parse(
  canonicalVerdict(
    judge(
      ranToEnd(),
      measured({
        deploys: [badDeploy()],
        rollbacks: [rolledBack()],
        stops: [{ window: 'w', name: 'web-1', exitCode: 0, signal: null, tookMs: 1400, killed: false }],
        states: [table('web-1', stretch(0, 1000))],
      }),
      { strict: false },
    ),
  ),
)
const all = [
  [deploySchema, deploys],
  [rollbackSchema, rollbacks],
  [stopSchema, stops],
  [instanceSchema, instances],
] as const

test.each(all)('it takes what a verdict says, and nothing altered: %#', (schema, [real]) => {
  expect(schema.safeParse(real).success).toBe(true)
  expect(schema.safeParse({ ...real, extra: 1 }).success).toBe(false)
  for (const key of Object.keys(real)) {
    const { [key]: _, ...without } = real
    expect(schema.safeParse(without).success).toBe(false)
  }
})
