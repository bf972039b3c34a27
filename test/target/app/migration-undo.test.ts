import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createMovingBack } from '../../../src/target/app/migration-undo.ts'
import { outputDigest } from '../../../src/undo/run-command.ts'
import { runtimeOn } from '../process/settings.ts'

const NEXT = { version: '2', digest: null, where: '/app/2' }

function movingBack(prints: string[], lacks?: string) {
  const looks = [...prints]
  const undo = createMovingBack({
    commandOf(which) {
      if (which === lacks) throw new Error(`no ${which}`)
      return { what: which, argv: ['move', which], cwd: '/app', env: {}, timeoutMs: 5000, log: '/tmp/log' }
    },
    inheritEnv: [],
    commanding: runtimeOn(fakeHost()),
  })
  return (direction: 'up' | 'down', release = NEXT) =>
    undo(release, direction, async () => looks.shift() ?? prints.at(-1) ?? '')
}

describe('the undo of a move', () => {
  it('is the command that goes back, with what the status said before', async () => {
    expect(await movingBack(['a\n'])('up')).toMatchObject({
      kind: 'run-command',
      args: {
        mark: 'r/1',
        argv: ['move', 'down'],
        look: ['move', 'status'],
        before: outputDigest('a'),
        byHand: false,
      },
    })
    expect(await movingBack(['a'])('down')).toMatchObject({ args: { argv: ['move', 'up'] } })
  })

  it('is a person’s where no two looks are alike', async () => {
    expect(await movingBack(['at 12:00', 'at 12:01'])('up')).toMatchObject({ args: { byHand: true } })
  })

  it('rests on what was there before the first move of a release', async () => {
    const undo = movingBack(['a', 'a', 'b', 'b'])
    const seenBefore = async (release = NEXT) => (await undo('up', release)).args.before
    expect([await seenBefore(), await seenBefore(), await seenBefore({ ...NEXT, version: '3' })]).toEqual(
      ['a', 'a', 'b'].map(outputDigest),
    )
  })

  it('is told to be missing before anything is looked at', async () => {
    await expect(movingBack(['a'], 'down')('up')).rejects.toThrow('no down')
  })
})
