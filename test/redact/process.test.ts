import { afterEach, expect, it } from 'vitest'
import { learnEnvironment, ownRedaction, secretsVariable, takeOverSecrets } from '../../src/redact/process.ts'

afterEach(() => ownRedaction.forget())

it('knows variables that are named as secrets, but for what is too short to be one', () => {
  learnEnvironment({ GITHUB_TOKEN: 'ghp_0123456789', PIN_TOKEN: 'short', PATH: '/usr/bin' })
  expect(ownRedaction.text('ghp_0123456789 short /usr/bin')).toBe('‹redacted› short /usr/bin')
})

it('hands over what it knows to another process, which keeps it from its children', () => {
  expect(secretsVariable()).toEqual({})
  ownRedaction.learn('env A', 'hunter2-hunter2')
  ownRedaction.learnPattern('configuration redact.0', /tok_\w+/i)
  const env: Record<string, string | undefined> = { ...secretsVariable(), PATH: '/usr/bin' }
  ownRedaction.forget()
  expect(ownRedaction.text('hunter2-hunter2')).toBe('hunter2-hunter2')
  takeOverSecrets(env)
  expect(env).toEqual({ PATH: '/usr/bin' })
  expect(ownRedaction.text('hunter2-hunter2 TOK_x')).toBe('‹redacted› ‹redacted›')
  expect(ownRedaction.valueOf('env A')).toBe('hunter2-hunter2')
})

it('hands over no more than a variable can hold, the shortest first', () => {
  ownRedaction.learn('env LONG', 'x'.repeat(200_000))
  ownRedaction.learn('env A', 'hunter2-hunter2')
  const [text = ''] = Object.values(secretsVariable())
  expect(text.length).toBeLessThan(100_001)
  expect(text).toContain('hunter2-hunter2')
})

it('takes over nothing where nothing was handed over', () => {
  takeOverSecrets({ PATH: '/usr/bin' })
  expect(ownRedaction.names()).toEqual([])
})
