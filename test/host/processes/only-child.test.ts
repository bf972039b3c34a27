import { expect, it } from 'vitest'
import { startOnlyChild } from '../../../src/host/processes/only-child.ts'

it('ends as it ends, by itself or by a signal', async () => {
  expect(await startOnlyChild(['sh', '-c', 'exit "$CODE"'], { ...process.env, CODE: '3' }).exited).toEqual({
    code: 3,
    signal: null,
  })
  const sleeping = startOnlyChild(['sleep', '60'], process.env)
  sleeping.signal('SIGTERM')
  expect(await sleeping.exited).toEqual({ code: null, signal: 'SIGTERM' })
})

it('that cannot be started has ended with 127, as in a shell', async () => {
  const none = startOnlyChild(['/none/such'], {})
  expect(await none.exited).toEqual({ code: 127, signal: null })
  none.signal('SIGTERM')
})
