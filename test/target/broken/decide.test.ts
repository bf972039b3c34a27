import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/target/broken/decide.ts'
import type { BrokenSettings } from '../../../src/target/broken/settings.ts'

const settings = (how: BrokenSettings['how']): BrokenSettings => ({
  how,
  listen: 1,
  behind: 2,
  says: 'x',
  ready: '/ready',
  spared: ['/health'],
  versionPath: null,
  versionKey: 'version',
  releaseHeader: 'x-release',
})
const fate = (how: BrokenSettings['how'], url: string, random = 0.1) =>
  decide(url, settings(how), () => random)

describe('a request to a bad release', () => {
  it('is late, or fails, in just the share that was said', () => {
    expect(fate({ kind: 'slow', byMs: 400, share: 0.2 }, '/a', 0.19)).toEqual({ kind: 'late', byMs: 400 })
    expect(fate({ kind: 'slow', byMs: 400, share: 0.2 }, '/a', 0.2)).toEqual({ kind: 'pass' })
    expect(fate({ kind: 'failing', share: 0.05 }, '/a', 0.04)).toMatchObject({ kind: 'answer', status: 500 })
    expect(fate({ kind: 'failing', share: 0.05 }, '/a', 0.05)).toEqual({ kind: 'pass' })
  })

  it('of the readiness gate is not touched, so that the release gets through it', () => {
    for (const url of ['/ready', '/ready?verbose', '/health'])
      expect(fate({ kind: 'failing', share: 1 }, url)).toEqual({ kind: 'pass' })
    expect(fate({ kind: 'failing', share: 1 }, '/readyish')).toMatchObject({ status: 500 })
  })

  it('for its readiness is refused by one that never gets ready; the rest is passed on', () => {
    expect(fate({ kind: 'never-ready' }, '/ready?verbose')).toMatchObject({ kind: 'answer', status: 503 })
    expect(fate({ kind: 'never-ready' }, '/health')).toEqual({ kind: 'pass' })
    expect(fate({ kind: 'never-ready' }, '/a')).toEqual({ kind: 'pass' })
  })
})
