import { afterEach, expect, it } from 'vitest'
import { type Answer, json, refusal, type StubEngine, stubEngine } from './stub-engine.ts'

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

it('pulls an image to its end, and says what the engine said of one that it could not', async () => {
  const lines =
    (...objects: object[]): Answer =>
    (response) =>
      void response.end(objects.map((each) => `${JSON.stringify(each)}\n`).join(''))
  const steps = [{ status: 'Pulling from app' }, { status: 'Downloading', progressDetail: { current: 1 } }]
  stub = await stubEngine({ 'POST /images/create': lines(...steps, { status: 'Status: Downloaded' }) })
  await stub.engine.pull('registry.example:5000/app:1')
  expect(stub.asked[0]).toContain('fromImage=registry.example%3A5000%2Fapp')
  expect(stub.asked[0]).toContain('tag=1')
  await stub.close()
  stub = await stubEngine({ 'POST /images/create': lines(...steps, { error: 'no space left on device' }) })
  await expect(stub.engine.pull('app:1')).rejects.toMatchObject({
    code: 'engine-refused',
    message: expect.stringContaining('no space left on device'),
  })
  await stub.close()
  stub = await stubEngine({ 'POST /images/create': refusal(404, 'pull access denied for app') })
  await expect(stub.engine.pull('app:1')).rejects.toMatchObject({
    code: 'engine-refused',
    message: expect.stringContaining('pull access denied'),
  })
})
