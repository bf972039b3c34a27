import { describe, expect, it } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { OF_THE_RUN_ALONE, OF_WHO_TOOK_OVER, runUndo, UNDOS } from '../../src/undo/map.ts'
import type { UndoContext } from '../../src/undo/undo.ts'
import { onFake } from './on-fake.ts'

describe('the undos', () => {
  it('are known by names that old journals hold', () => {
    expect(Object.keys(UNDOS).sort()).toEqual([
      'act',
      'clear-link',
      'covered',
      'empty-in-container',
      'end-processes',
      'keep-logs',
      'lacking-secret',
      'limit-container',
      'nothing',
      'point-release',
      'pretended',
      'reconnect-container',
      'release-lock',
      'remove-dir',
      'remove-keeper',
      'remove-project',
      'resume-process',
      'run-command',
      'start-container',
      'unpause-container',
      'unproven',
    ])
  })

  it('of a harness that was taken over are its own, the other’s, or wait for that one: never two of these', () => {
    const [waiting, others] = [[...OF_THE_RUN_ALONE], [...OF_WHO_TOOK_OVER]]
    expect(waiting.filter((kind) => OF_WHO_TOOK_OVER.has(kind))).toEqual([])
    expect([...waiting, ...others].filter((kind) => !Object.hasOwn(UNDOS, kind))).toEqual([])
  })

  it('are carried out by their kind', async () => {
    const outcome = await runUndo({ kind: 'nothing', args: { because: 'it only reads' } }, onFake())
    expect(outcome).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('say so when the kind is not known', async () => {
    for (const kind of ['hang-up', 'toString', '__proto__']) {
      expect(await runUndo({ kind, args: {} }, onFake())).toMatchObject({
        healed: false,
        outcome: 'failed',
        evidence: expect.stringContaining(kind),
        remedy: expect.stringContaining('version of firedrill'),
      })
    }
  })

  it('wait for an engine that does not answer, as long as they are told to', async () => {
    const context = onFake()
    const spec = {
      kind: 'unpause-container',
      args: { endpoint: { url: 'unix:///run/docker.sock', tls: null }, id: 'web-1' },
    }
    context.host.engines.run(spec.args.endpoint.url)
    const startMs = context.host.clock.monoMs()
    const away = (untilMs: number): UndoContext['host'] => ({
      ...context.host,
      engines: {
        open: (endpoint, options) => {
          if (context.host.clock.monoMs() < untilMs)
            throw new FiredrillError('engine-unreachable', 'No engine answers.', { hint: '' })
          return context.host.engines.open(endpoint, options)
        },
      },
    })
    const waiting = { ...context, engineBackByMs: startMs + 5000 }
    expect(await runUndo(spec, { ...waiting, host: away(startMs + 3000) })).toMatchObject({ healed: true })
    const lateMs = context.host.clock.monoMs()
    expect(await runUndo(spec, { ...waiting, host: away(Number.POSITIVE_INFINITY) })).toMatchObject({
      healed: false,
      evidence: expect.stringContaining('No engine answers'),
    })
    expect(context.host.clock.monoMs() - lateMs).toBeLessThan(3000)
    expect(await runUndo(spec, { ...context, host: away(Number.POSITIVE_INFINITY) })).toMatchObject({
      healed: false,
    })
  })

  it('never throw: an error is an outcome, with what to do', async () => {
    const context = onFake()
    const files = { ...context.host.files, exists: async () => Promise.reject(new Error('EIO: disk')) }
    const spec = { kind: 'remove-dir', args: { path: '/tmp/firedrill-a' } }
    expect(await runUndo(spec, { ...context, host: { ...context.host, files } })).toMatchObject({
      healed: false,
      outcome: 'failed',
      evidence: 'the undo "remove-dir" failed: EIO: disk',
      remedy: expect.stringContaining(JSON.stringify(spec)),
    })
    for (const kind of Object.keys(UNDOS)) {
      expect(await runUndo({ kind, args: {} }, context)).toMatchObject({ healed: false, outcome: 'failed' })
    }
  })
})
