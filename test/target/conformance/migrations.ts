import { expect, it } from 'vitest'
import type { Started } from '../conformance.ts'

const signal = () => new AbortController().signal

export function conformsInMigrations(started: () => Started): void {
  it('names what a release brings that the database lacks, and moves it, once, also by two at once', async () => {
    const { running } = started()
    const { deploy, migrations } = running
    const [current, next] = [await deploy!.find('1.0.0'), await deploy!.find('1.1.0')]
    expect((await migrations!.status(current)).pending).toEqual([])
    expect((await migrations!.status(next)).pending).toEqual([{ name: '0002-add', destructive: false }])
    const both = await Promise.all([1, 2].map(() => migrations!.move(next, 'up', signal())))
    expect(both.map(({ moved }) => moved?.length).toSorted()).toEqual([0, 1])
    expect(await migrations!.status(next)).toMatchObject({
      pending: [],
      applied: expect.arrayContaining(['0002-add']),
    })
    expect(await migrations!.move(next, 'down', signal())).toEqual({ moved: ['0002-add'] })
    expect((await migrations!.status(next)).pending).toHaveLength(1)
  })

  it('does not begin what is cancelled already', async () => {
    const { running } = started()
    const next = await running.deploy!.find('1.1.0')
    await expect(running.migrations!.move(next, 'up', AbortSignal.abort())).rejects.toThrow()
    expect((await running.migrations!.status(next)).pending).toHaveLength(1)
  })
}
