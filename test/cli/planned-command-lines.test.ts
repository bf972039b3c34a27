import { describe, expect, test } from 'vitest'
import { commandLines, typed } from '../../src/cli/planned-command-lines.ts'
import type { StepCommands } from '../../src/run/planned-commands.ts'

const line = (argv: string[], env: Record<string, string> = {}, directory = '/srv/app') =>
  typed({ argv, cwd: '/srv/app', env }, directory)

describe('a command as a person would type it', () => {
  test.each([
    [line(['node', 'server.js']), 'node server.js'],
    [line(['node', 'server.js'], {}, '/srv'), 'cd /srv/app && node server.js'],
    [line(['node', 'a b.js', "it's"]), `node 'a b.js' 'it'\\''s'`],
    [line(['x'], { PORT: '<port of web-1>', T: '‹redacted›' }), "PORT='<port of web-1>' T='‹redacted›' x"],
    [line(['echo', '']), "echo ''"],
  ])('%s', (shown, wanted) => {
    expect(shown).toBe(wanted)
  })
})

function step(more: Partial<StepCommands>, cwd = '/srv'): StepCommands {
  const commands = [{ what: 'start web-1', command: { argv: ['node', 'x'], cwd, env: {} } }]
  return { step: 'deploy', refused: null, example: null, commands, ...more }
}

test('step by step, with what is to become of it; where most are run is said once', () => {
  expect(
    commandLines([
      step({ step: 'start' }, '/other'),
      step({ refused: ['triggered'] }),
      step({ refused: ['triggered', 'canary-worse'] }),
      step({ refused: ['start-failed', 'never-ready'] }),
      step({ step: 'kill', example: 'web-1' }),
    ]),
  ).toEqual([
    'commands, as a person would type them in /srv:',
    '  start',
    '    # start web-1',
    '    cd /other && node x',
    '  deploy (to be ended by a trigger)',
    '    # start web-1',
    '    node x',
    '  deploy (to be ended by a trigger, or to be refused: canary-worse)',
    '    # start web-1',
    '    node x',
    '  deploy (to be refused: start-failed or never-ready)',
    '    # start web-1',
    '    node x',
    '  kill (web-1 for example)',
    '    # start web-1',
    '    node x',
  ])
})

test('where nothing is run, that is said', () => {
  expect(commandLines([])).toEqual(['commands: none, nothing is started'])
})
