import { expect, it } from 'vitest'
import { resolvedUndos } from '../../src/run/resolved-undos.ts'

const pending = (kind: string, args: Record<string, string | boolean>) => ({
  id: 1,
  what: 'x',
  undo: { kind, args },
})
const known = (called: string) => (called === 'env A' ? 'hunter2' : undefined)

it('puts in what is known by its name', () => {
  expect(resolvedUndos([pending('run-command', { cwd: '/a', url: 'db://‹env A›' })], known)).toEqual([
    pending('run-command', { cwd: '/a', url: 'db://hunter2' }),
  ])
})

it('says of one that needs more what it lacks, and leaves the others', () => {
  const others = pending('remove-dir', { path: '/tmp/firedrill-x' })
  expect(
    resolvedUndos([pending('act', { a: '‹env B›' }), others, pending('act', { a: '‹redacted›' })], known),
  ).toEqual([
    { id: 1, what: 'x', undo: { kind: 'lacking-secret', args: { of: 'act', missing: ['env B'] } } },
    others,
    { id: 1, what: 'x', undo: { kind: 'lacking-secret', args: { of: 'act', missing: [] } } },
  ])
})

it('leaves words, and what a person has to do, as they are', () => {
  const words = [
    pending('nothing', { because: '‹redacted›' }),
    pending('run-command', { a: '‹redacted›', byHand: true }),
  ]
  expect(resolvedUndos(words, known)).toEqual(words)
})
