import { expect, it } from 'vitest'
import { runUndo } from '../../src/undo/map.ts'
import { undoPretended } from '../../src/undo/pretended.ts'
import { onFake } from './on-fake.ts'

const of = { kind: 'resume-process', args: { mark: 'r/1' } }

it('does nothing, notices that by looking, and says what removes the rest', async () => {
  const context = onFake({ programs: { server: {} } })
  const server = await context.start('server', 'r/1')
  await context.host.processes.signal(server, 'SIGSTOP')
  expect(await undoPretended({ of }, context, runUndo)).toMatchObject({
    healed: false,
    outcome: 'failed',
    remedy: `kill -CONT ${server.pid}`,
  })
  expect(await context.host.processes.stopped(server)).toBe(true)
  expect(await runUndo(of, context)).toMatchObject({ healed: true, outcome: 'undone' })
  expect(await runUndo({ kind: 'pretended', args: { of } }, context)).toMatchObject({ outcome: 'nothing' })
})
