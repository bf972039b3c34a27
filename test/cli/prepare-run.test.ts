import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type PrepareFlags, prepareRun } from '../../src/cli/prepare-run.ts'
import { openProject } from '../../src/cli/project.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { configFile, refusalOf } from '../config/project.ts'
import { buildRecord } from '../measure/build-record.ts'
import { ACCEPTING_K6 } from './k6-that-accepts.ts'
import { madeTerminal } from './made-terminal.ts'
import { ELSEWHERE, HOLDS, inProject, LOADS, smallProject, TARGET } from './small-project.ts'

const FLAGS = { set: ['rate=50/s'], seed: 7, confirm: [] }
function prepared(directory: string, drill: string, more: Partial<PrepareFlags> = {}) {
  return inProject(directory, async () => {
    const flags = { ...FLAGS, confirm: [], ...more }
    const project = await openProject(flags.env === undefined ? {} : { env: flags.env })
    return prepareRun(project, project.find(drill), flags, createInterruption(), madeTerminal())
  })
}

it('gives what a run is made of, and starts nothing', async () => {
  const server = { 'server.js': '' }
  const { chosen, resolved, plan, load } = await prepared(
    smallProject({ k6: ACCEPTING_K6, ...server }),
    'holds',
  )
  expect([chosen.name, resolved.seed, plan.drill.params.rate]).toEqual(['processes', 7, '50/s'])
  expect([plan.refusals, load.version]).toEqual([[], expect.stringContaining('2.2.0')])
})

it('is over at a signal, also while k6 looks into the script', async () => {
  const hanging = ACCEPTING_K6.replace('else ', 'else touch asked; exec sleep 50; ')
  const directory = smallProject({ k6: hanging, 'server.js': '' })
  const interruption = createInterruption()
  const asked = join(directory, 'asked')
  const preparing = inProject(directory, async () => {
    const project = await openProject({})
    const waiting = setInterval(() => existsSync(asked) && interruption.receive('SIGTERM'), 20)
    const flags = { ...FLAGS, confirm: [] }
    return prepareRun(project, project.find('holds'), flags, interruption, madeTerminal()).finally(() =>
      clearInterval(waiting),
    )
  })
  await expect(preparing).rejects.toThrow('SIGTERM was received')
})

it('throws what its plan refuses', async () => {
  const directory = smallProject({ 'drills/e.ts': ELSEWHERE })
  expect((await refusalOf(() => prepared(directory, 'elsewhere'))).code).toBe('load-unknown')
})

describe('is refused before anything is started', () => {
  const SERVER = { 'server.js': '', k6: ACCEPTING_K6 }
  const configured = (fields: string) =>
    smallProject({ ...SERVER, 'firedrill.config.ts': configFile(`${LOADS}, ${TARGET}, ${fields}`) })

  it('in production, unless its name is given', async () => {
    const directory = configured('environments: { live: { production: true }, plain: {} },')
    expect((await refusalOf(() => prepared(directory, 'holds', { env: 'live' }))).code).toBe('not-confirmed')
    await prepared(directory, 'holds', { env: 'live', confirm: ['live'] })
    await prepared(directory, 'holds', { env: 'plain' })
  })

  it('where a host would be asked that is not listed', async () => {
    const probes = "probes: { jobs: { http: 'http://10.9.8.7/jobs' } },"
    expect((await refusalOf(() => prepared(configured(probes), 'holds'))).code).toBe('host-not-allowed')
    await prepared(configured(`${probes} allowedHosts: ['10.9.8.7'],`), 'holds')
  })

  it('where more would be hit than was agreed to', async () => {
    const kills = HOLDS.replace("'holds'", "'kills'")
      .replace('drill, hold', 'drill, hold, instances, restart')
      .replace("[hold('20s')]", "[hold('20s'), restart(instances())]")
      .replace('expect:', "blastRadius: 'all',\n  expect:")
    const directory = smallProject({ ...SERVER, 'drills/kills.ts': kills })
    expect(await refusalOf(() => prepared(directory, 'kills'))).toMatchObject({
      code: 'blast-radius',
      message: expect.stringContaining('agree by --blast-radius all'),
    })
    const { plan } = await prepared(directory, 'kills', { blastRadius: 'all' })
    expect(plan.blastRadius).toEqual({ hits: 2, of: 2, limit: 'all' })
  })

  describe("where the script's own load does not fit", () => {
    const own = HOLDS.replace("'holds'", "'own'")
      .replace("params: { rate: param.rate('100/s') },", '')
      .replace('({ rate }) =>', '() =>')
      .replace('{ rate }', '{ script: true }')
    const seen = (duration: string) => {
      const scenario = { executor: 'constant-arrival-rate', rate: 120, timeUnit: '2s', duration }
      const ext = { firedrill: { functions: ['default'], given: ['scenarios'] } }
      return ACCEPTING_K6.replace(/'\{.*\}'/, `'${JSON.stringify({ scenarios: { shop: scenario }, ext })}'`)
    }
    const having = (duration: string, fields = '') =>
      smallProject({
        'server.js': '',
        'drills/own.ts': own,
        'firedrill.config.ts': configFile(`${LOADS}, ${TARGET}, warmUp: '3s', ${fields}`),
        k6: seen(duration),
      })
    const taken = (directory: string) => prepared(directory, 'own', { set: [] })

    it('for it ends before the drill', async () => {
      // 20 s of the drill, 3 s before it, and 2 s after it.
      expect(await refusalOf(() => taken(having('24s')))).toMatchObject({
        code: 'load-script-invalid',
        message: expect.stringContaining('last 24 s, and the drill takes at least 25 s'),
      })
      await taken(having('25s'))
    })

    it('for it is more than the environment allows', async () => {
      const maxRate = (rate: string) => `environments: { calm: { load: { maxRate: '${rate}' } } },`
      const calm = (rate: string) => prepared(having('25s', maxRate(rate)), 'own', { set: [], env: 'calm' })
      expect(await refusalOf(() => calm('50/s'))).toMatchObject({
        code: 'plan-refused',
        message: expect.stringContaining('up to 60 requests a second'),
      })
      await calm('60/s')
    })
  })

  it('where an earlier run left something', async () => {
    const directory = smallProject(SERVER)
    const { target } = await prepared(directory, 'holds').then(({ chosen }) => ({ target: chosen.name }))
    const [started] = buildRecord({ phases: [] }).events
    const header = { ...started, target: { name: target, kind: 'process', why: '' }, environment: null }
    const ended = { seq: 1, atMs: 1, type: 'cleanup-ended', cleanup: 'dirty', left: [], by: 'run', tookMs: 1 }
    const undo = { kind: 'remove-dir', args: { path: '/tmp/firedrill-x' } }
    const intent = { seq: 2, atMs: 1, type: 'intent', id: 0, what: 'make it', undo }
    mkdirSync(join(directory, 'reports/run-1'), { recursive: true })
    const lines = [header, intent, ended].map((event) => JSON.stringify(event))
    writeFileSync(join(directory, 'reports/run-1/journal.ndjson'), `${lines.join('\n')}\n`)
    writeFileSync(join(directory, 'reports/run-1/epoch.0'), '{}')
    expect(await refusalOf(() => prepared(directory, 'holds'))).toMatchObject({
      code: 'not-cleaned-up',
      hint: expect.stringContaining('firedrill recover'),
    })
    await prepared(directory, 'holds', { out: 'elsewhere' })
  })
})
