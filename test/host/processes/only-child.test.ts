import { expect, it } from 'vitest'
import { startOnlyChild } from '../../../src/host/processes/only-child.ts'

it('ends as it ends, by itself or by a signal', async () => {
  expect(await startOnlyChild(['sh', '-c', 'exit "$CODE"'], { ...process.env, CODE: '3' }).exited).toBe(3)
  const sleeping = startOnlyChild(['sleep', '60'], process.env)
  sleeping.signal('SIGTERM')
  expect(await sleeping.exited).toBe(143)
})

it('that cannot be started has ended with 127, as in a shell', async () => {
  const none = startOnlyChild(['/none/such'], {})
  expect(await none.exited).toBe(127)
  none.signal('SIGTERM')
})
