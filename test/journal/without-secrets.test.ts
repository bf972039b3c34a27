import { afterEach, expect, it } from 'vitest'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { withoutSecrets } from '../../src/journal/without-secrets.ts'
import { ownRedaction } from '../../src/redact/process.ts'

afterEach(() => ownRedaction.forget())

const at = (body: EventBody): JournalEvent => ({ seq: 1, atMs: 2, ...body })

it('hides secrets in whatever is journaled, and nothing else', () => {
  ownRedaction.learn('env A', 'hunter2')
  expect(withoutSecrets(at({ type: 'progress', text: 'it is hunter2' }))).toEqual(
    at({ type: 'progress', text: 'it is ‹redacted›' }),
  )
  const event = at({ type: 'not-done', id: 3, error: 'no such file' })
  expect(withoutSecrets(event)).toBe(event)
})

it('names them in an undo, which has to be carried out', () => {
  ownRedaction.learn('env A', 'hunter2')
  const command = { argv: ['x', 'hunter2'], cwd: '/', env: {} }
  const undo = { kind: 'run-command', args: { argv: ['back', 'hunter2'] } }
  expect(withoutSecrets(at({ type: 'intent', id: 3, what: 'x hunter2', undo, command }))).toEqual(
    at({
      type: 'intent',
      id: 3,
      what: 'x ‹redacted›',
      undo: { kind: 'run-command', args: { argv: ['back', '‹env A›'] } },
      command: { ...command, argv: ['x', '‹redacted›'] },
    }),
  )
  const victim = { name: 'web-1', url: null, identity: null }
  expect(
    withoutSecrets(at({ type: 'fault-intended', fault: 'kill', window: 'w', victim, undo })),
  ).toMatchObject({
    undo: { args: { argv: ['back', '‹env A›'] } },
  })
})
