import { describe, expect, it } from 'vitest'
import { deployEnded, deployStarted, type Timed, triggered } from '../build-instances.ts'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const step = { kind: 'deploy' as const, release: { ref: 'next' as const }, stopOn: [], bakeMs: 0, place: '' }
const time = (events: Timed[]) =>
  indicationOf(objective({ kind: 'deploy-time' }, { op: 'below', value: 60_000 }), 'deploy', {
    phases: [{ name: 'deploy', durationMs: 20_000, steps: [step] }],
    events,
  })
const begun = deployStarted(6000, 'deploy', '1.1.0')

describe('the deploy time', () => {
  it('is from its begin to its end, of several that of the slowest', () => {
    const second = [deployStarted(12_000, 'deploy', '1.2.0'), deployEnded(13_000, 'deploy')]
    expect(time([begun, deployEnded(10_000, 'deploy'), ...second])).toMatchObject({
      observed: 4000,
      samples: 2,
    })
  })

  it('is not known of one that did not go through', () => {
    const refused = deployEnded(10_000, 'deploy', 'refused', 'migration-pending')
    expect(time([begun, refused])).toMatchObject({
      observed: null,
      note: 'the deploy did not go through: migration-pending',
    })
    const after = [begun, deployEnded(10_000, 'deploy'), ...triggered(11_000, 'deploy')]
    expect(time(after).note).toContain('triggered')
    expect(time([begun]).note).toContain('cut off')
    expect(time([]).observed).toBeNull()
  })
})
