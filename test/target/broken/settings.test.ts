import { describe, expect, it } from 'vitest'
import { type BrokenSettings, fromArguments, toArguments } from '../../../src/target/broken/settings.ts'

const SETTINGS: BrokenSettings = {
  how: { kind: 'slow', byMs: 400, share: 0.2 },
  listen: 3001,
  behind: 4001,
  says: '1.0.0+slow',
  ready: '/ready',
  spared: ['/health', '/version'],
  versionPath: '/version',
  versionKey: 'version',
  releaseHeader: 'x-release',
}

describe('what makes a release bad', () => {
  it.each<BrokenSettings['how']>([
    { kind: 'exits' },
    { kind: 'never-ready' },
    { kind: 'slow', byMs: 400, share: 0.2 },
    { kind: 'failing', share: 0.05 },
  ])('is told as arguments, and read from them: %j', (how) => {
    const settings = { ...SETTINGS, how }
    const command = ['node', 'server.js', '--how', 'mine']
    expect(fromArguments(toArguments(settings, command))).toEqual({ settings, command })
  })

  it('can be typed by a person', () => {
    const argv = toArguments({ ...SETTINGS, versionPath: null, spared: [] }, ['node', 'server.js'])
    expect(argv.join(' ')).toBe(
      '--how slow --by-ms 400 --share 0.2 --listen 3001 --behind 4001 --says 1.0.0+slow --ready /ready --version-key version --release-header x-release -- node server.js',
    )
    expect(fromArguments(argv).settings).toMatchObject({ versionPath: null, spared: [] })
  })

  it.each([
    [['--how', 'odd'], /--how must be exits, never-ready, slow or failing, not odd/],
    [['--how', 'slow'], /--by-ms is missing/],
    [['--listen', 'x'], /--listen must be a number/],
    [['--share', '-1', '--how', 'failing'], /share/],
    [['--ruin', '1'], /ruin/],
  ])('is refused with what is wrong: %j', (changed, message) => {
    const plain = toArguments({ ...SETTINGS, how: { kind: 'exits' } }, ['node'])
    expect(() => fromArguments([...plain.slice(0, -2), ...changed, '--', 'node'])).toThrow(message)
  })

  it('is refused without the good release', () => {
    expect(() => fromArguments(toArguments(SETTINGS, []))).toThrow(
      'The command of the good release is missing',
    )
  })
})
