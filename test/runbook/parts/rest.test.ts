import { describe, expect, it } from 'vitest'
import { restOf } from '../../../src/runbook/parts/rest.ts'
import { rollback } from '../../../src/runbook/parts/rollback.ts'
import { broughtBackIn } from '../../../src/runbook/parts/shipped.ts'
import { createRedact } from '../../../src/target/app/redact.ts'
import { parseProcessOptions } from '../../../src/target/process/options.ts'
import { plannedCommands } from '../../../src/target/process/planned.ts'
import type { PlannedCommand } from '../../../src/target/target.ts'
import { chosenOf, DEPLOY, EVENTS, line, PLANNED, ROOT, ran, rehearsal, today } from '../build-rehearsal.ts'

const NAMES = ['web-1', 'web-2']
const command = (what: string): PlannedCommand => ({ what, command: line(what) })
const route = (out: string | null): PlannedCommand =>
  command(`route to ${NAMES.map((name) => `${name}*${name === out ? 0 : 1}`).join(', ')}`)
const stop = (name: string): PlannedCommand => ({
  what: `stop ${name}`,
  command: { ...line('kill'), argv: ['kill', '-TERM', `<pid of ${name}>`] },
})
const switched = (name: string): PlannedCommand[] => [
  route(name),
  stop(name),
  command(`start ${name}`),
  route(null),
]
const ROLLING = NAMES.flatMap(switched)
const whats = (commands: readonly PlannedCommand[]): string[] => commands.map(({ what }) => what)

/** A rollback that ran these, after a deploy that had come to the first of these instances. */
function rolledBack(commands: readonly PlannedCommand[], came: readonly string[], plan = ROLLING) {
  const others = EVENTS.filter(
    (event, index) =>
      !(event.type === 'command' && event.what === 'roll back to 1') &&
      !(EVENTS[index + 1]?.type === 'command' && EVENTS[index + 1]?.atMs === 19_020),
  )
  const run = commands.flatMap(({ what, command: planned }, index) => {
    const argv = planned.argv.map((word) => word.replace(/<pid of .+>/, '4711'))
    return ran(what, { ...planned, argv }, 17_020 + index * 10, 17_025 + index * 10)
  })
  const events = [...others, ...run].toSorted((a, b) => a.atMs - b.atMs)
  const deploy = {
    ...DEPLOY,
    outcome: 'refused' as const,
    switched: DEPLOY.switched.filter(({ instance }) => came.includes(instance)),
  }
  const planned = [...PLANNED, ...ROLLING]
  return rehearsal({ events, planned, rollbackPlans: [plan], verdict: { deploys: [deploy] } })
}
function rest(...of: Parameters<typeof rolledBack>) {
  const one = rolledBack(...of)
  const back = broughtBackIn(one, '1')
  if (back === null) throw new Error('nothing was brought back')
  const { instances, commands } = restOf(back, one, ROOT)
  return { instances, commands: whats(commands) }
}

describe('of a rollback that a trigger began midway', () => {
  it.each([
    ['web-1', 'web-2'],
    ['web-2', 'web-1'],
  ])('what had to bring back %s alone leaves all that %s would take', (had, other) => {
    expect(rest(switched(had), [had])).toEqual({ instances: [other], commands: whats(switched(other)) })
  })

  it('an instance that was down, and had not to be stopped, is not half rolled back once more', () => {
    expect(rest([command('start web-1'), route(null)], ['web-1'])).toEqual({
      instances: ['web-2'],
      commands: whats(switched('web-2')),
    })
  })

  it('what brought back all leaves nothing, nor does a deploy that had come to all', () => {
    expect(rest(ROLLING, ['web-1']).commands).toEqual([])
    expect(rest(switched('web-1'), NAMES).commands).toEqual([])
  })

  it('what touched no instance, as with a canary that was refused, leaves all', () => {
    expect(rest([route(null)], [])).toEqual({ instances: NAMES, commands: whats(ROLLING) })
  })

  it('a plan that is not made of instances is left as a whole, where not all of it was run', () => {
    const own = [command('./back --all'), command('./smoke')]
    expect(rest([command('./back --all')], ['web-1'], own)).toEqual({
      instances: ['web-2'],
      commands: ['./back --all', './smoke'],
    })
    expect(rest(own, ['web-1'], own).commands).toEqual([])
  })
})

it.each(['rolling', 'canary'])(
  'the plan of a target of processes, %s, is told apart by instance',
  (strategy) => {
    const options = parseProcessOptions({
      run: 'node {release}/server.js --port {port}',
      edge: { run: 'node edge.js {instances}', url: 'http://127.0.0.1:8080', route: 'route {upstreams}' },
      release: { path: 'releases/{version}', current: '1', next: '2' },
      deploy: { strategy },
    })
    const plan = plannedCommands(options, ROOT, createRedact([]))({ kind: 'rollback', from: '2', to: '1' })
    const ofFirst = plan.filter(({ what }) => /web-1(?!\*)/.test(what))
    const { instances, commands } = rest(ofFirst, ['web-1'], plan)
    expect(instances).toEqual(['web-2'])
    expect(commands.slice(0, -1).join()).toMatch(/^route to web-1\*1, web-2\*0,stop web-2,.*start web-2$/)
    expect(commands.at(-1)).toBe('route to web-1*1, web-2*1')
  },
)

describe('the page', () => {
  const one = rolledBack(switched('web-1'), ['web-1'])
  const made = rollback(chosenOf(one), { today: today(), unfit: [] })

  it('has the rest right after what was run, as not rehearsed', () => {
    const commands = made.steps.filter(({ command }) => command !== null && !command.startsWith('curl'))
    expect(commands.map(({ what, run }) => [what, run === null])).toEqual([
      ['Route to web-1*0, web-2*1', false],
      ['Stop web-1', false],
      ['Start web-1', false],
      ['Route to web-1*1, web-2*1', false],
      ['Route to web-1*1, web-2*0', true],
      ['Stop web-2', true],
      ['Start web-2', true],
      ['Route to web-1*1, web-2*1', true],
    ])
    expect(commands[5]).toMatchObject({ standIns: ['<pid of web-2>'], expect: [], tookMs: null })
  })

  it('says whom the rehearsal had to bring back no more', () => {
    expect(made.notes.join()).toContain(`the deploy was ended before it came to web-2`)
    const whole = rollback(chosenOf(), { today: today(), unfit: [] })
    expect(whole.notes.join()).not.toContain('the deploy was ended before')
  })
})
