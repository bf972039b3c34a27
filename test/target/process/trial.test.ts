import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import type { RunningTarget } from '../../../src/target/target.ts'
import { createWorld, type World } from '../recorder.ts'
import { RELEASE_OPTIONS, writeReleases } from './release-app.ts'
import { SECRET } from './settings.ts'

const signal = () => new AbortController().signal
const nothing = { set: {}, without: [], withinMs: 10_000 }

describe('a trial boot of the process target', () => {
  let world: World
  let running: RunningTarget
  beforeEach(async () => {
    world = await createWorld()
    await writeReleases(world.root)
  })
  afterEach(async () => {
    await running?.stop()
    await world.close()
  })

  const start = async (options: object = {}) => {
    const { edge: _, ...rest } = RELEASE_OPTIONS
    const written = { ...rest, instances: 1, ...options }
    const target = createProcessTarget(written, { root: world.root, secrets: [SECRET] })
    running = await target.start(world.context)
    return running.trial!
  }
  const release = (version = '1.0.0') => running.deploy!.find(version)
  const logOf = (name: string) => readFile(join(world.root, 'logs', `${name}.log`), 'utf8')

  it('leaves out a variable that the inherited environment has as well, and the port’s own', async () => {
    const program = 'console.log(JSON.stringify(process.env)); process.exit(4)'
    await mkdir(join(world.root, 'releases', '2'))
    await writeFile(join(world.root, 'releases', '2', 'server.cjs'), program)
    const trial = await start({ inheritEnv: ['VITEST'] })
    const odd = { ...(await release()), where: join(world.root, 'releases', '2') }
    const kept = await trial.boot(odd, { ...nothing, set: { GREETING: 'hej' } }, signal())
    expect(kept).toMatchObject({ outcome: 'ended', exitCode: 4 })
    expect(JSON.parse(await logOf('trial-1'))).toMatchObject({
      VITEST: expect.any(String),
      PORT: expect.any(String),
      NAME: 'trial-1',
      GREETING: 'hej',
    })
    await trial.boot(odd, { ...nothing, set: { NAME: 'x' }, without: ['VITEST', 'PORT', 'NAME'] }, signal())
    const left = Object.keys(JSON.parse(await logOf('trial-2')))
    for (const name of ['VITEST', 'PORT', 'NAME']) expect(left).not.toContain(name)
    expect(left).toContain('PATH')
  })

  it('says what a release says of itself, and what it wrote, without secrets', async () => {
    const trial = await start()
    const url = `http://me:${SECRET}@there`
    const seen = await trial.boot(await release('1.1.0'), { ...nothing, set: { GREETING: url } }, signal())
    expect(seen).toMatchObject({
      outcome: 'ready',
      said: { version: '1.1.0', pid: expect.any(Number), config: { GREETING: 'http://me:‹redacted›@there' } },
      lastLines: ['listening as trial-1'],
    })
    expect(seen.tookMs).toBeGreaterThan(0)
    expect((await running.instances()).map(({ name }) => name)).toEqual(['web-1'])
  })

  it('gives one up that neither gets ready nor ends, and ends it', async () => {
    const trial = await start()
    const change = { ...nothing, without: ['DB_PORT'], withinMs: 500 }
    const seen = await trial.boot(await release(), change, signal())
    expect(seen).toMatchObject({ outcome: 'neither', exitCode: null, signal: null, said: null })
    expect(seen.tookMs).toBeGreaterThanOrEqual(500)
    const starts = world.intents.filter(({ what }) => what === 'start trial-1')
    for (const { undo } of starts)
      expect(await world.host.processes.marked(String(undo.args.mark))).toEqual([])
    expect(running.unexpectedEnds()).toEqual([])
    expect(world.unjournaled).toEqual([])
  })

  it('is ended when it is cancelled', async () => {
    const trial = await start()
    const cancelling = new AbortController()
    const change = { ...nothing, without: ['DB_PORT'] }
    const booting = trial.boot(await release(), change, cancelling.signal)
    setTimeout(() => cancelling.abort(), 300)
    await expect(booting).rejects.toThrow(/abort/)
    const mark = world.intents.findLast(({ what }) => what === 'start trial-1')?.undo.args.mark
    expect(await world.host.processes.marked(String(mark))).toEqual([])
  })

  it('finds a secret that a trial logs', async () => {
    const trial = await start()
    const before = await trial.searchSecrets([world.context.logsDir])
    expect(before.found).toEqual([])
    await trial.boot(await release(), { ...nothing, without: ['GREETING'] }, signal())
    await writeFile(join(world.root, 'logs', 'trial-1.log'), `it was ${SECRET}`)
    const after = await trial.searchSecrets([world.context.logsDir])
    expect(after.found).toEqual([expect.stringMatching(/^logs\/trial-1\.log: /)])
    expect(after.looked).toBe(before.looked + 1)
  })
})
