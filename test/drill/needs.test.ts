import { expect, test } from 'vitest'
import { unready } from '../../src/drill/conditions.ts'
import { crash, start } from '../../src/drill/faults.ts'
import { restart } from '../../src/drill/lifecycle.ts'
import type { Step } from '../../src/drill/model.ts'
import { lackOf } from '../../src/drill/needs.ts'
import type { Indicator } from '../../src/drill/objective.ts'
import { instance } from '../../src/drill/refs.ts'
import { next } from '../../src/drill/releases.ts'
import { deploy, expectRefused, rollback } from '../../src/drill/shipping.ts'
import { hold } from '../../src/drill/steps.ts'

const watched = deploy(next(), { stopOn: [unready()] })
const refused = expectRefused(watched, { because: 'triggered' })

test.each<[Indicator['kind'], Step[], Step[]]>([
  ['recovery', [crash(instance())], [rollback()]],
  ['detection', [watched, refused], [deploy(next()), rollback()]],
  ['rollback-time', [rollback(), rollback({ observed: true }), deploy(next()), refused], [crash(instance())]],
  ['deploy-time', [deploy(next()), refused], [rollback(), start(instance())]],
  ['boot-time', [start(instance()), restart(instance()), deploy(next()), rollback(), crash(instance())], []],
])('%s has a value only where there is what it is about', (kind, with_, without) => {
  const indicator = { kind } as Indicator
  for (const step of with_) expect(lackOf(indicator, [hold('1s'), step])).toBeNull()
  for (const step of [hold('1s'), ...without]) {
    const lack = lackOf(indicator, [step])
    expect(lack?.indicator).toMatch(/^\w+\(\)$/)
    expect(lack?.lacking).toMatch(/^where /)
    expect(lack?.belongsTo).toMatch(/^the phase /)
  }
})

test('other indicators need nothing of the steps', () => {
  for (const kind of ['errors', 'failures', 'ready-instances', 'deaths'] as const)
    expect(lackOf({ kind }, [hold('1s')])).toBeNull()
})
