import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../../src/target/fake/options.ts'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { startedFake } from './started.ts'

describe('what a fake is told to be', () => {
  it('has at hand what it names, unless that is said', () => {
    expect(settingsOf({}).releases).toEqual(['1.0.0', '1.1.0'])
    expect(settingsOf({ versions: { current: '3', next: null } }).releases).toEqual(['3'])
    expect(settingsOf({ releases: ['1.0.0'] })).toMatchObject({
      releases: ['1.0.0'],
      versions: { next: '1.1.0' },
    })
  })

  it('does not offer what it is to be without, neither before nor after the start', async () => {
    const without = [
      'deploy',
      'services',
      'links',
      'crash',
      'migrations',
      'trial',
      'logs',
      'suspend',
      'network',
      'resources',
      'storage',
      'lifecycle',
    ] as const
    const { fake, running } = await startedFake({ without })
    expect(fake).toMatchObject({
      capabilities: [],
      strategy: null,
      canRoute: false,
      services: [],
      releases: null,
    })
    for (const name of without) expect(running[name]).toBeUndefined()
    const whole = createFakeTarget()
    expect(whole.capabilities).toEqual(expect.arrayContaining([...without]))
    expect(whole).toMatchObject({ canRoute: true, services: ['db'], releases: { next: '1.1.0' } })
  })
})
