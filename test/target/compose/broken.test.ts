import { expect, it } from 'vitest'
import { makeBroken, whyNot } from '../../../src/target/compose/broken.ts'
import { buildCommand, dockerfileOf } from '../../../src/target/compose/broken-image.ts'
import { composeEnv, tagOf } from '../../../src/target/compose/compose-env.ts'
import { createReleases } from '../../../src/target/compose/release.ts'
import { rigWith } from './rig.ts'
import { RELEASE, surroundings } from './settings.ts'

const written = {
  release: { ...RELEASE, broken: { node: 'node:x' } },
  version: '/version',
  health: '/health',
}
const TOLD = { environment: { PORT: '3000' } }
const around = surroundings(written, { 'web-1': TOLD, 'web-2': TOLD })
const GOOD = { version: '1', digest: null, where: 'shop:1' }
const IMAGE = {
  id: 'sha256:1',
  digests: [],
  labels: {},
  entrypoint: ['node'],
  command: ['server.js'],
  variables: [],
}
const made = {
  version: '1+slow',
  of: GOOD,
  how: { kind: 'slow', byMs: 400, share: 0.2 } as const,
  where: 'shop:1_slow_r',
}

it('has a tag of the run alone, and without a plus', () => {
  expect(tagOf('1.0.0+slow', '20261128-Ab')).toBe('1.0.0_slow_20261128-ab')
  expect(tagOf('1.0.0', 'r')).toBe('1.0.0')
  expect(composeEnv(around, '1+slow')).toMatchObject({ TAG: '1_slow_r' })
})

it('is the good image with the program before its entry point; its command stays a command', () => {
  const lines = dockerfileOf(around, made, IMAGE).trim().split('\n')
  const entry = JSON.parse(
    lines.find((line) => line.startsWith('ENTRYPOINT'))?.slice('ENTRYPOINT '.length) ?? '',
  )
  expect(lines[0]).toBe('FROM node:x AS node')
  expect(lines).toContain('FROM shop:1')
  expect(entry.slice(0, 3)).toEqual(['/firedrill/lib/loader', '--library-path', '/firedrill/lib'])
  expect(entry.join(' ')).toContain(
    '--how slow --by-ms 400 --share 0.2 --listen 3000 --behind 13000 --says 1+slow --ready /ready',
  )
  expect(entry.slice(-4)).toEqual(['--port-variable', 'PORT', '--', 'node'])
  expect(lines.at(-1)).toBe('CMD ["server.js"]')
  // Each stage carries it before anything else is made of it.
  for (const [index, line] of lines.entries())
    if (line.startsWith('FROM')) expect(lines[index + 1]).toContain('LABEL dev.firedrill.run="r"')
  expect(buildCommand(around, made).argv).toEqual([
    'docker',
    'build',
    '--tag',
    'shop:1_slow_r',
    '/tmp/state/broken/1_slow',
  ])
})

it('is refused where it would not be bad, or not in the way that was asked for', () => {
  expect(whyNot(IMAGE, around)).toBeNull()
  expect(whyNot({ ...IMAGE, entrypoint: [], command: [] }, around)?.reason).toContain('what to run')
  const own = surroundings(written, { 'web-1': { ...TOLD, entrypoint: ['x'] }, 'web-2': TOLD })
  expect(whyNot(IMAGE, own)?.reason).toContain('web-1 an entrypoint of its own')
  const untold = surroundings(written, { 'web-1': TOLD })
  expect(whyNot(IMAGE, untold)?.reason).toContain('takes its port from PORT')
  expect(whyNot({ ...IMAGE, variables: ['PORT'] }, untold)).toBeNull()
  const named = { ...written, release: { ...RELEASE, broken: { portVariable: 'PORT' } } }
  expect(whyNot(IMAGE, surroundings(named))).toBeNull()
})

it('is built once in a run, from what its program needs and nothing else', async () => {
  const rig = await rigWith({ written, services: { 'web-1': TOLD, 'web-2': TOLD } })
  const { host, engine, runtime, intents } = rig
  engine.addImage('good:1', { ...IMAGE })
  const good = { ...GOOD, where: 'good:1' }
  for (const { from } of (await import('../../../src/target/broken/contained/files.ts')).programFiles()) {
    await host.files.makeDir(from.slice(0, from.lastIndexOf('/')))
    await host.files.writeAtomic(from, 'program')
  }
  const change = runtime.context.change
  // What `docker build` would do.
  runtime.context.change = async (intent, act) => {
    const result = await change(intent, act)
    if (intent.what.startsWith('make the known-bad')) engine.addImage('shop:1_slow_r')
    return result
  }
  const releases = createReleases(rig.around, runtime)
  const release = await releases.broken(good, made.how)
  expect(release).toMatchObject({ version: '1+slow', where: 'shop:1_slow_r' })
  expect(await releases.broken(good, made.how)).toEqual(release)
  expect(await releases.find('1+slow')).toEqual(release)
  expect(await releases.verify(release)).toEqual([])
  expect(intents.map(({ what }) => what)).toEqual([
    'write what 1+slow is made of',
    'make the known-bad release 1+slow',
  ])
  expect(await host.files.list('/tmp/state/broken/1_slow')).toEqual(
    expect.arrayContaining(['Dockerfile', 'gather.cjs', 'package.json', 'target']),
  )
})

it('is not made of an image that is not there, or that it cannot be made of', async () => {
  const { around: there, runtime, engine } = await rigWith({ written })
  await expect(
    makeBroken({ ...made, of: { ...GOOD, where: 'shop:9' } }, there, runtime),
  ).rejects.toMatchObject({
    code: 'release-missing',
  })
  engine.addImage('shop:8')
  await expect(
    makeBroken({ ...made, of: { ...GOOD, where: 'shop:8' } }, there, runtime),
  ).rejects.toMatchObject({
    code: 'capability-missing',
  })
})
