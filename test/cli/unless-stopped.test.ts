import { expect, it } from 'vitest'
import { unlessStopped } from '../../src/cli/unless-stopped.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { madeTerminal } from './made-terminal.ts'

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s before it begins: it is not run, and the code is %d', async (signal, code) => {
  const [interruption, terminal] = [createInterruption(), madeTerminal()]
  interruption.receive(signal)
  let runs = 0
  expect(await unlessStopped(interruption, 'holds', terminal, async () => (runs += 1))).toBe(code)
  expect(runs).toBe(0)
  expect(terminal.stderr).toBe(`${signal}: holds was not run\n`)
})

it('takes the signal that stopped it for what it is, and nothing else', async () => {
  const [interruption, terminal] = [createInterruption(), madeTerminal()]
  const stopped = async () => {
    interruption.receive('SIGINT')
    return interruption.signal.throwIfAborted() as never
  }
  expect(await unlessStopped(interruption, 'holds', terminal, stopped)).toBe(130)
  const broken = async () => Promise.reject(new Error('broken'))
  await expect(unlessStopped(createInterruption(), 'holds', terminal, broken)).rejects.toThrow('broken')
})

it('gives the code of a run that was not stopped', async () => {
  const terminal = madeTerminal()
  expect(await unlessStopped(createInterruption(), 'holds', terminal, async () => 1)).toBe(1)
  expect(terminal.stderr).toBe('')
})
