import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { openJournal } from '../../src/journal/writer.ts'
import { thenAlways } from '../../src/run/then-always.ts'

const opened = () => openJournal(fakeHost(), { path: '/tmp/j', zeroMonoMs: 1000, nextSeq: 0 })

test('the last is done after the act, and what that gave is handed on', async () => {
  const order: string[] = []
  const act = async () => order.push('act')
  expect(await thenAlways(await opened(), act, async () => void order.push('last'))).toBe(1)
  expect(order).toEqual(['act', 'last'])
})

test('the last is done also where the act fails; of two errors the first is thrown, the second said', async () => {
  const journal = await opened()
  const fails = (text: string) => () => Promise.reject(new Error(text))
  await expect(thenAlways(journal, fails('first'), fails('second'))).rejects.toThrow('first')
  expect(journal.events).toMatchObject([
    { type: 'progress', text: 'And what was to be stopped was not: second' },
  ])
  await expect(thenAlways(journal, async () => 1, fails('alone'))).rejects.toThrow('alone')
})
