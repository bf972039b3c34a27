import { expect, it } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { sendSignal } from '../../src/undo/send-signal.ts'
import { onFake } from './on-fake.ts'

it('sends it; that one may not be signalled is no error, anything else is', async () => {
  const { host, start } = onFake({ programs: { a: {} } })
  const process = await start('a', 'r/1')
  await sendSignal(host, process, 'SIGSTOP')
  expect(await host.processes.stopped(process)).toBe(true)
  const failing = (error: Error) => ({
    ...host,
    processes: { ...host.processes, signal: () => Promise.reject(error) },
  })
  const theirs = new FiredrillError('stop-failed', 'EPERM', { hint: '' })
  await sendSignal(failing(theirs), process, 'SIGCONT')
  await expect(sendSignal(failing(new Error('broken')), process, 'SIGCONT')).rejects.toThrow('broken')
})
