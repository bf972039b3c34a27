import { expect, it } from 'vitest'
import { asComposeOptions } from '../../../../src/target/compose/existing/options.ts'
import { existingReleases } from '../../../../src/target/compose/existing/releases.ts'
import { optionsWith, staging } from './rig.ts'

const release = { image: 'shop:{version}', current: '1', next: '2' }
const options = asComposeOptions(optionsWith({ release, deploy: { run: 'a', rollback: 'b' } }))

it('are found before their image is there, and may not be moved once it is', async () => {
  const { engine } = await staging()
  const releases = existingReleases({ options, run: 'r' }, engine)
  expect(await releases.find('2')).toEqual({ version: '2', digest: null, where: 'shop:2' })
  expect(releases.images()).toEqual([])
  const first = await releases.find('1')
  expect(first.digest).toBe((await engine.image('shop:1'))?.id)
  expect(await releases.verify(first)).toEqual([])
  expect(releases.images()).toEqual(['shop:1'])
})

it('are refused when their tag stands for something else', async () => {
  const ids = ['sha256:a', 'sha256:b']
  const image = async () =>
    ({
      id: ids.shift() ?? '',
      digests: [],
      labels: {},
      entrypoint: null,
      command: null,
      variables: [],
    }) as never
  const releases = existingReleases({ options, run: 'r' }, { image })
  expect(await releases.verify(await releases.find('1'))).toMatchObject([{ code: 'digest-mismatch' }])
})

it('are never made to be bad', async () => {
  const { engine } = await staging()
  const releases = existingReleases({ options, run: 'r' }, engine)
  await expect(
    releases.broken({ version: '1', digest: null, where: '' }, { kind: 'exits' } as never),
  ).rejects.toMatchObject({
    code: 'capability-missing',
  })
})
