import { describe, expect, it } from 'vitest'
import { stateDir } from '../../src/host/state-dir.ts'

describe('the state directory', () => {
  it('is where the platform keeps state', () => {
    expect(stateDir({ platform: 'linux', env: { HOME: '/home/a' } })).toBe('/home/a/.local/state/firedrill')
    expect(stateDir({ platform: 'darwin', env: { HOME: '/Users/a' } })).toBe(
      '/Users/a/Library/Application Support/firedrill',
    )
  })

  it('is below XDG_STATE_HOME where that is an absolute path', () => {
    expect(stateDir({ platform: 'linux', env: { HOME: '/h', XDG_STATE_HOME: '/s' } })).toBe('/s/firedrill')
    expect(stateDir({ platform: 'linux', env: { HOME: '/h', XDG_STATE_HOME: 's' } })).toBe(
      '/h/.local/state/firedrill',
    )
  })
})
