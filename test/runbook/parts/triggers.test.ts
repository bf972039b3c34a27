import { expect, it } from 'vitest'
import { next, release } from '../../../src/drill/releases.ts'
import { deploy, expectRefused } from '../../../src/drill/shipping.ts'
import { phase } from '../../../src/drill/steps.ts'
import { stockTriggers } from '../../../src/drills/triggers.ts'
import { triggers, triggerWords } from '../../../src/runbook/parts/triggers.ts'
import { chosenOf, DEPLOY, drillOf, NOBODY, ROOT, rehearsal, today } from '../build-rehearsal.ts'

const WORDS = [
  'errors above 1 % over 3 s, for 500 ms',
  'p95 above 250 ms over 3 s, for 500 ms',
  'every instance is unready',
]
const made = (chosen = chosenOf()) => triggers(chosen, { today: today(), unfit: [] })

it('are numbers, those of the drill, each once', () => {
  const twice = drillOf(() => [
    phase('bad', [
      expectRefused(deploy(release('2-bad'), { stopOn: stockTriggers() }), { because: 'triggered' }),
    ]),
    phase('good', [deploy(next(), { stopOn: stockTriggers() })]),
  ])
  expect(triggerWords(twice)).toEqual(WORDS)
  expect(made().points).toEqual(WORDS)
})

it('stand beside what is promised to users', () => {
  expect(made().steps[0]).toMatchObject({ expect: ['errors below 1 %', 'p95 below 150 ms'] })
})

it('tell what was seen when one fired, and how soon', () => {
  const restedOn = `12 of 240 requests failed, see ${ROOT}/log`
  const bad = { ...DEPLOY, to: '2-bad', trigger: { atMs: 14_000, restedOn }, detectionMs: 2100 }
  expect(made(chosenOf(rehearsal({ verdict: { deploys: [bad] } }))).steps.at(-1)).toMatchObject({
    what: 'What 2-bad was told by',
    expect: ['12 of 240 requests failed, see ./log'],
    tookMs: 2100,
  })
  expect(made().steps).toHaveLength(1)
})

it('are missing where none was written down', () => {
  expect(made(NOBODY)).toMatchObject({
    points: [],
    missing: [
      { what: 'By which numbers a bad release is told was not rehearsed.', rehearse: ['firedrill run bad'] },
    ],
  })
})
