import { expect, it } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { PendingUndo } from '../../src/journal/pending.ts'
import { isMadeHere, withoutCommands } from '../../src/run/made-here.ts'
import { DEAD, deadRun } from './dead-run.ts'

it('is so where the record knows the boot of this machine, and nowhere else', async () => {
  const host = fakeHost()
  await deadRun(host, [])
  expect(await isMadeHere(host, DEAD)).toBe(true)
  await deadRun(host, [], { isHere: false })
  expect(await isMadeHere(host, DEAD)).toBe(false)
  expect(await isMadeHere(host, '/nowhere')).toBe(false)
  const nameless = fakeHost({ place: { machine: 'here', boot: null, pids: null } })
  await deadRun(nameless, [])
  expect(await isMadeHere(nameless, DEAD)).toBe(false)
})

it('takes away what a journal could make do anything, and leaves the rest', () => {
  const pending = (kind: string, id: number): PendingUndo => ({
    id,
    what: kind,
    undo: { kind, args: { id } },
  })
  const all = ['run-command', 'act', 'point-release', 'pretended', 'end-processes', 'remove-dir']
  expect(withoutCommands(all.map(pending)).map(({ undo }) => undo)).toEqual([
    ...all.slice(0, 4).map((of, id) => ({ kind: 'unproven', args: { of, args: { id } } })),
    ...all.slice(4).map((kind, k) => ({ kind, args: { id: k + 4 } })),
  ])
})
