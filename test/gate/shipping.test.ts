import { expect, it } from 'vitest'
import type { Step } from '../../src/drill/model.ts'
import { shippingOf } from '../../src/gate/shipping.ts'
import { buildRecord } from '../measure/build-record.ts'

const next = { ref: 'next' } as const
const deploy: Step = { kind: 'deploy', release: next, stopOn: [], bakeMs: 0, place: 'drills/x.ts:1' }
const refused: Step = { kind: 'expect-refused', step: deploy, because: [], place: 'drills/x.ts:1' }
const record = (steps: Step[]) => buildRecord({ phases: [{ name: 'calm', durationMs: 9000, steps }] })

it('a drill without a deploy ships nothing; one with it, wherever it stands, was to', () => {
  expect(shippingOf(record([]))).toBeNull()
  for (const step of [deploy, refused])
    expect(shippingOf(record([step]))).toEqual({ why: expect.stringContaining('did not get to ship') })
})

it('what it was to ship is told by the release that was found for it', () => {
  const release = { version: '1.1.0', digest: null, where: '/srv/1.1.0' }
  const found = { type: 'release', ref: { ref: 'next' }, release, seq: 99, atMs: 1 } as const
  const { drill, events } = record([deploy])
  expect(shippingOf({ drill, events: [...events, found] })).toEqual({ version: '1.1.0' })
})
