import { describe, expect, it } from 'vitest'
import { crashOf, lifecycleOf, nowOf, servicesOf, suspendOf, victimOf } from '../../src/fault/victim.ts'
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
    const { lifecycle, suspend, crash, services, ...bare } = running
    expect(lifecycleOf(running)).toBe(lifecycle)
    expect(suspendOf(running)).toBe(suspend)
    expect(crashOf(running)).toBe(crash)
    expect(servicesOf(running)).toBe(services)
    expect(() => crashOf(bare)).toThrow('crash')
    expect(() => servicesOf(bare)).toThrow('services')
    expect(() => lifecycleOf(bare)).toThrow('lifecycle')
    expect(() => suspendOf(bare)).toThrow('suspend')
  })
  it('is found where it is no part of the app any more', async () => {
    const { running } = await setting()
    const { deploy } = running
    const next = await deploy!.find('1.1.0')
    await deploy!.add('web-1-green', next, new AbortController().signal)
    deploy!.serveWith(['web-1-green'])
    expect(await running.instances()).toHaveLength(1)
    expect(await nowOf(running, 'web-1')).toMatchObject({ name: 'web-1', ready: true })
    expect(await nowOf(running, 'web-1-green')).toMatchObject({ release: { version: '1.1.0' } })
  })
})
