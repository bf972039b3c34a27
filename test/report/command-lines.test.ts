import { expect, test } from 'vitest'
import { commandsRun } from '../../src/report/command-lines.ts'
import { ranToEnd } from '../verdict/build-run.ts'

const command = { argv: ['node', "it's.js"], cwd: '/srv/app', env: { PORT: '3001' } }

test('every command stands in the order of time, as it would be typed, with how long it took', () => {
  const { events } = ranToEnd({
    events: [
      { atMs: 30_000, type: 'command', command, startMs: 20_000, endMs: 21_500, what: 'migrate' },
      {
        atMs: 6000,
        type: 'intent',
        id: 3,
        what: 'start web-1',
        undo: { kind: 'nothing', args: {} },
        command,
      },
      { atMs: 6400, type: 'done', id: 3 },
      { atMs: 7000, type: 'intent', id: 4, what: 'stop web-2', undo: { kind: 'nothing', args: {} }, command },
      { atMs: 8000, type: 'intent', id: 5, what: 'hold a lock', undo: { kind: 'nothing', args: {} } },
    ],
  })
  const typed = "cd /srv/app && PORT=3001 node 'it'\\''s.js'"
  expect(commandsRun(events)).toEqual([
    { atMs: 6000, what: 'start web-1', typed, tookMs: 400 },
    { atMs: 7000, what: 'stop web-2', typed, tookMs: null },
    { atMs: 11_000, what: 'kill web-1', typed: 'cd /app && kill -9 4711', tookMs: 1 },
    { atMs: 20_000, what: 'migrate', typed, tookMs: 1500 },
  ])
})

test('a run in which nothing was typed has none', () => {
  expect(commandsRun(ranToEnd({ faults: [] }).events)).toEqual([])
})
