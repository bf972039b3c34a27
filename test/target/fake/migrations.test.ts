import { describe, expect, it } from 'vitest'
import { releaseOf } from '../../../src/target/fake/app.ts'
import { startedFake } from './started.ts'

const signal = new AbortController().signal
const migrations = [
  { name: '0001', since: '1.0.0', destructive: false, applied: true },
  { name: '0002', since: '1.1.0', destructive: false, applied: false },
  { name: '0003', since: '1.10.0', destructive: true, applied: false },
]

describe('the schema of the fake', () => {
  it('lacks what a release brings, with all that came before it', async () => {
    const { running } = await startedFake({ migrations })
    const pending = async (version: string) => (await running.migrations!.status(releaseOf(version))).pending
    expect(await pending('1.0.0')).toEqual([])
    expect(await pending('1.2.0')).toEqual([{ name: '0002', destructive: false }])
    expect(await pending('1.10.0+slow')).toHaveLength(2)
  })

  it('goes back by what a release brought itself', async () => {
    const { running } = await startedFake({ migrations })
    const move = (version: string, direction: 'up' | 'down') =>
      running.migrations!.move(releaseOf(version), direction, signal)
    expect(await move('1.10.0', 'up')).toEqual({ moved: ['0002', '0003'] })
    expect(await move('1.10.0', 'down')).toEqual({ moved: ['0003'] })
    // Older code sees what newer code left.
    expect((await running.migrations!.status(releaseOf('1.0.0'))).applied).toEqual(['0001', '0002'])
  })
})
