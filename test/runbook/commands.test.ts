import { describe, expect, it } from 'vitest'
import { commandsIn, type Making, stepsOf } from '../../src/runbook/commands.ts'
import { COMMANDS, line, PLANNED, ran, rehearsal, today } from './build-rehearsal.ts'

const ALL = { fromMs: 0, toMs: Number.POSITIVE_INFINITY }
const making = (): Making => ({ today: today(), unfit: [] })

describe('the commands of a rehearsal', () => {
  it('are those between two moments, in the order in which they began', () => {
    const events = [
      ...ran('stop web-1', line('kill 1'), 2000, 9000),
      ...ran('start web-2', line('node 2'), 1000, 1001),
      ...ran('route to web-1*1', line('route'), 9000, 9500),
    ]
    const one = rehearsal({ events })
    expect(commandsIn(one, ALL).map(({ what }) => what)).toEqual([
      'start web-2',
      'stop web-1',
      'route to web-1*1',
    ])
    expect(commandsIn(one, { fromMs: 2000, toMs: 9000 }).map(({ what }) => what)).toEqual(['stop web-1'])
    expect(commandsIn(one, { fromMs: 2001, toMs: 9499 })).toEqual([])
  })

  it('are none that failed', () => {
    const [done, command] = ran('deploy 2', COMMANDS.deploy, 1, 2)
    if (!done || !command) throw new Error('two events were to be made')
    const failed = { atMs: 2, type: 'not-done', id: 1, error: 'ended with 1' } as const
    expect(commandsIn(rehearsal({ events: [failed, command] }), ALL)).toEqual([])
    expect(commandsIn(rehearsal({ events: [done, command] }), ALL)).toHaveLength(1)
  })

  it.each([
    ['build release 2', 'build'],
    ['check the configuration for 2', 'check'],
    ['migrate status: x', 'status'],
    ['migrate up: x', 'migrate'],
    ['start web-1', 'start'],
    ['deploy 2', 'switch'],
    ['bring up web-1 with 2', 'switch'],
  ])('%s is for %s', (what, kind) => {
    expect(commandsIn(rehearsal({ events: ran(what, line('x'), 1, 2) }), ALL)[0]?.kind).toBe(kind)
  })
})

describe('a step of the runbook', () => {
  const stepsFor = (
    events: ReturnType<typeof ran>,
    on = making(),
    more: Parameters<typeof rehearsal>[0] = {},
  ) => {
    const one = rehearsal({ events, ...more })
    return stepsOf(commandsIn(one, ALL), one, on)
  }

  it('is the command as the configuration has it, with how long it took and in which run', () => {
    expect(stepsFor(ran('deploy 2', COMMANDS.deploy, 100, 3100))).toEqual([
      {
        what: 'Deploy 2',
        command: './ship "$PWD"/releases/2',
        variables: [],
        standIns: [],
        expect: ['it ends with exit code 0'],
        tookMs: 3000,
        run: '20260102-rehearsal',
      },
    ])
  })

  it('has words where only the run knew a number', () => {
    const planned = [{ what: 'stop web-1', command: line('kill -TERM', {}) }].map(({ what, command }) => ({
      what,
      command: { ...command, argv: [...command.argv, '<pid of web-1>'] },
    }))
    const [step] = stepsFor(ran('stop web-1', line('kill -TERM 4711'), 1, 2), making(), { planned })
    expect(step).toMatchObject({ command: "kill -TERM '<pid of web-1>'", standIns: ['<pid of web-1>'] })
    expect(step?.expect).toEqual([])
  })

  it('says nothing of how long a server ran that was started', () => {
    const planned = [{ what: 'start web-1', command: line('node server.js') }]
    const [step] = stepsFor(ran('start web-1', line('node server.js'), 1, 2), making(), { planned })
    expect(step).toMatchObject({ tookMs: null, expect: [] })
  })

  it('is one where the same is asked twice at once, and two where something was done in between', () => {
    const status = (ms: number) => ran('migrate status: ./migrate status', COMMANDS.status, ms, ms + 5)
    const up = ran('migrate up: ./migrate up 2', COMMANDS.up, 30, 35)
    const steps = stepsFor([...status(10), ...status(20), ...up, ...status(40)])
    expect(steps.map(({ what }) => what)).toEqual([
      'Look which migrations are pending',
      'Move the schema',
      'Look which migrations are pending',
    ])
    expect(steps[0]?.variables).toEqual(['DATABASE_URL'])
  })

  it('that the configuration would not run today is told', () => {
    const on = making()
    const [step] = stepsFor(ran('deploy 2', line('./ship-it 2'), 1, 2), on)
    expect(step?.command).toBe('./ship-it 2')
    expect(on.unfit).toEqual([
      '20260102-rehearsal ran `./ship-it 2` (Deploy 2), and the configuration would not run that today.',
    ])
    stepsFor(ran('deploy 2', COMMANDS.deploy, 1, 2), on)
    expect(on.unfit).toHaveLength(1)
  })

  it('was run in another checkout', () => {
    const there = { argv: ['./ship', '/ci/build/releases/2'], cwd: '/ci/build', env: {} }
    const on = making()
    const [step] = stepsFor(ran('deploy 2', there, 1, 2), on, { root: '/ci/build', planned: PLANNED })
    expect(step?.command).toBe('./ship "$PWD"/releases/2')
    expect(on.unfit).toEqual([])
  })
})
