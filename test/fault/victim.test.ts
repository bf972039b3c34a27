import { describe, expect, it } from 'vitest'
import { lifecycleOf, nowOf, suspendOf, victimOf } from '../../src/fault/victim.ts'
import { setting } from './on-fake.ts'

describe('the victim of a fault', () => {
  it('is looked at afresh', async () => {
    const { running, fake } = await setting()
    const before = await nowOf(running, 'web-1')
    expect(victimOf(before)).toEqual({ name: 'web-1', url: before.url, identity: before.identity })
    fake.crash('web-1')
    const after = await nowOf(running, 'web-1')
    expect(() => victimOf(after)).toThrow('web-1 is down')
  })

  it('must be there, on a target that can do it', async () => {
    const { running } = await setting()
    await expect(nowOf(running, 'web-7')).rejects.toMatchObject({ code: 'drill-invalid' })
    const { lifecycle, suspend, ...bare } = running
    expect(lifecycleOf(running)).toBe(lifecycle)
    expect(suspendOf(running)).toBe(suspend)
    expect(() => lifecycleOf(bare)).toThrow('lifecycle')
    expect(() => suspendOf(bare)).toThrow('suspend')
  })
})
