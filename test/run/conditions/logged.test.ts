import { describe, expect, test } from 'vitest'
import { logged } from '../../../src/run/conditions/logged.ts'
import { logSizes } from '../../../src/run/log-sizes.ts'
import { onStage, RECORD, type Rig } from '../on-stage.ts'

const LOOP = { kind: 'logged', text: 'crash loop' } as const

async function writes({ host }: Rig, name: string, text: string): Promise<void> {
  await host.files.makeDir(`${RECORD}/logs`)
  const file = await host.files.openAppend(`${RECORD}/logs/${name}.log`)
  await file.append(text)
}

async function begun(rig: Rig) {
  return { ...rig.context, phase: { startMs: rig.journal.nowMs(), logSizes: await logSizes(rig.stage) } }
}

test('what an instance wrote since the phase began, and who wrote it', async () => {
  const rig = await onStage()
  const evaluator = logged(LOOP, await begun(rig))
  expect(await evaluator.look()).toEqual({ met: false, restedOn: 'no instance\'s log has "crash loop"' })
  await writes(rig, 'web-2', '{"msg":"crash loop: 4 ends in 10 s"}\n')
  expect(await evaluator.look()).toEqual({ met: true, restedOn: '"crash loop" stands in the log of web-2' })
})

test('what was written before does not count', async () => {
  const rig = await onStage()
  await writes(rig, 'web-1', 'crash loop\n')
  const evaluator = logged(LOOP, await begun(rig))
  expect(await evaluator.look()).toMatchObject({ met: false })
  await writes(rig, 'web-1', 'all is well\n')
  expect(await evaluator.look()).toMatchObject({ met: false })
  await writes(rig, 'web-1', 'crash loop\n')
  expect(await evaluator.look()).toMatchObject({ met: true })
})

test('a text that comes in two pieces is found', async () => {
  const rig = await onStage()
  const evaluator = logged(LOOP, await begun(rig))
  await writes(rig, 'web-1', 'a crash l')
  expect(await evaluator.look()).toMatchObject({ met: false })
  await writes(rig, 'web-1', 'oop')
  expect(await evaluator.look()).toMatchObject({ met: true })
})

test('an instance that was not there when the phase began is read from its begin', async () => {
  const rig = await onStage()
  const context = await begun(rig)
  const { deploy } = rig.target
  if (!deploy) throw new Error('the fake cannot deploy')
  await deploy.add('web-9', await deploy.find('1.1.0'), new AbortController().signal)
  await writes(rig, 'web-9', 'crash loop\n')
  deploy.serveWith(['web-9'])
  expect(await logged(LOOP, context).look()).toMatchObject({ met: true })
})

test('a target without logs has none', async () => {
  const rig = await onStage({ target: { without: ['logs'] } })
  await writes(rig, 'web-1', 'crash loop\n')
  expect(await logSizes(rig.stage)).toEqual(new Map())
  expect(await logged(LOOP, rig.context).look()).toMatchObject({ met: false })
})

describe('a pattern', () => {
  const CRASH = { kind: 'logged', text: { pattern: '"level":60.*-crash"$', flags: '' } } as const

  test('must match one line, not two of them', async () => {
    const rig = await onStage()
    const evaluator = logged(CRASH, await begun(rig))
    await writes(rig, 'web-1', '{"level":60,"msg":"crashed"}\n{"level":30,"id":"r-crash"\n')
    expect(await evaluator.look()).toMatchObject({ met: false })
    await writes(rig, 'web-1', '{"level":60,"id":"r-crash"\n')
    expect(await evaluator.look()).toEqual({
      met: true,
      restedOn: 'a line that matches /"level":60.*-crash"$/ stands in the log of web-1',
    })
  })

  test('a line without an end is one once nothing more comes', async () => {
    const rig = await onStage()
    const evaluator = logged(CRASH, await begun(rig))
    await writes(rig, 'web-1', '{"level":60,"id":"r-crash"')
    expect(await evaluator.look()).toMatchObject({ met: false })
    await writes(rig, 'web-1', ',"release":"1"}')
    expect(await evaluator.look()).toMatchObject({ met: false })
    expect(await evaluator.look()).toMatchObject({ met: false })
    await writes(rig, 'web-1', '\n{"level":60,"id":"r-crash"')
    expect(await evaluator.look()).toMatchObject({ met: false })
    expect(await evaluator.look()).toMatchObject({ met: true })
  })
})

test('the time that a target puts before each line is no part of it', async () => {
  const rig = await onStage()
  const { logs } = rig.target
  if (!logs) throw new Error('the fake has no logs')
  const LINE = { kind: 'logged', text: { pattern: '^crash', flags: '' } } as const
  const stamped = { ...rig.stage, target: { ...rig.target, logs: { ...logs, stamped: true } } }
  const context = await begun(rig)
  await writes(rig, 'web-1', '2026-01-02T03:04:05.678Z crash loop\n')
  expect(await logged(LINE, context).look()).toMatchObject({ met: false })
  expect(await logged(LINE, { ...context, stage: stamped }).look()).toMatchObject({ met: true })
})
