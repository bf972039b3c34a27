import { describe, expect, test } from 'vitest'
import { told } from '../../../src/run/watch/told.ts'
import type { Instance } from '../../../src/target/target.ts'

const process = { pid: 4711, startTime: '99' }

function instance(more: Partial<Instance> = {}, bootId: string | null = null): Instance {
  return {
    name: 'web-1',
    url: 'http://127.0.0.1:3001',
    identity: { process, bootId, mark: null },
    release: { version: '1.0.0', digest: null, source: 'version endpoint' },
    ready: true,
    ...more,
  }
}
const NONE = { release: null, bootId: null }
const word = (more: Partial<Parameters<typeof told>[0]> = {}) => ({
  instance: instance({}, 'b1'),
  headers: { release: '1.0.0', bootId: 'b1' },
  tellsBootId: true,
  ...more,
})

describe('who an instance is', () => {
  test('is the target’s word, whatever the headers call it', () => {
    expect(told(word({ headers: NONE }), NONE)).toEqual({ release: '1.0.0', bootId: 'b1' })
    const headers = { release: 'a1b2c3', bootId: 'h1' }
    expect(told(word({ headers }), headers)).toEqual({ release: '1.0.0', bootId: 'b1' })
  })

  test('is what the headers say now, where they spoke as the target did', () => {
    const now = { release: '1.1.0', bootId: 'b2' }
    expect(told(word(), now)).toEqual(now)
    expect(told(word({ instance: instance({ release: null }) }), now)).toEqual(now)
    expect(told(word({ instance: instance({ release: null }) }), { release: '1.0.0', bootId: 'b1' })).toEqual(
      {
        release: '1.0.0',
        bootId: 'b1',
      },
    )
    // The target was asked in between, and says the same already.
    expect(
      told(word({ headers: { release: '0.9.0', bootId: 'b0' } }), { release: '1.0.0', bootId: 'b1' }),
    ).toEqual({
      release: '1.0.0',
      bootId: 'b1',
    })
  })

  test('is not known where they did not, until the target is asked again', () => {
    const headers = { release: 'a1b2c3', bootId: 'h1' }
    expect(told(word({ headers }), { release: 'd4e5f6', bootId: 'h2' })).toEqual(NONE)
    // Another process, and nothing says what it runs.
    expect(told(word({ headers: { release: null, bootId: 'b1' } }), { release: null, bootId: 'b2' })).toEqual(
      {
        release: null,
        bootId: 'b2',
      },
    )
  })

  test('is its process where the app tells no boot id, and only of one that answered', () => {
    const untold = { headers: NONE, tellsBootId: false }
    expect(told(word({ ...untold, instance: instance() }), NONE).bootId).toBe('4711:99')
    expect(told(word({ ...untold, instance: instance({ ready: false }) }), NONE).bootId).toBe('4711:99')
    const silent = instance({ release: null, ready: false })
    expect(told(word({ ...untold, instance: silent }), NONE).bootId).toBeNull()
    const wrapped = instance({ identity: { process: null, bootId: null, mark: 'run/1' } })
    expect(told(word({ ...untold, instance: wrapped }), NONE).bootId).toBeNull()
    // An app that tells boot ids is never taken by its process: the two do not compare.
    expect(told(word({ headers: NONE, instance: instance() }), NONE).bootId).toBeNull()
  })
})
