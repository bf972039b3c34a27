import { afterEach, expect, it } from 'vitest'
import { json, refusal, type StubEngine, stubEngine } from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())

it('names an image that has no name by its id', async () => {
  stub = await stubEngine({
    'GET /images/json': json([
      { Id: 'sha256:1', RepoTags: null },
      { Id: 'sha256:2', RepoTags: ['app:1', 'app:latest'] },
    ]),
  })
  expect(await stub.engine.images({ a: 'b' })).toEqual([
    { id: 'sha256:1', name: 'sha256:1', labels: {} },
    { id: 'sha256:2', name: 'app:1', labels: {} },
  ])
})

it('tells the digests of one that came from a registry', async () => {
  const RepoDigests = ['app@sha256:9']
  stub = await stubEngine({
    'GET /images/app/json': json({ Id: 'sha256:1', RepoDigests, Config: { Labels: { a: 'b' } } }),
    'GET /images/bare/json': json({ Id: 'sha256:2' }),
  })
  expect(await stub.engine.image('app')).toEqual({
    id: 'sha256:1',
    digests: RepoDigests,
    labels: { a: 'b' },
    entrypoint: [],
    command: [],
    variables: [],
  })
  expect(await stub.engine.image('bare')).toEqual({
    id: 'sha256:2',
    digests: [],
    labels: {},
    entrypoint: [],
    command: [],
    variables: [],
  })
})

it('does not take an image for removed that is used', async () => {
  stub = await stubEngine({
    'DELETE /images/app': refusal(409, 'image is being used by running container 1'),
  })
  await expect(stub.engine.removeImage('app')).rejects.toMatchObject({ code: 'engine-refused' })
})
