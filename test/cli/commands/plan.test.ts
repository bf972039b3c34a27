import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planText } from '../../../src/cli/commands/plan.ts'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import type { PhaseStep, ResolvedDrill, Step } from '../../../src/drill/model.ts'
import type { Plan } from '../../../src/run/plan.ts'
import { p95Below150, uptimeThreeNines } from '../../measure/build-record.ts'
import { ELSEWHERE, firedrill, smallProject } from '../small-project.ts'

const target = { name: 'shop', why: '--target shop' }
const hold = (durationMs: number): Step => ({ kind: 'hold', durationMs, place: '' })
const fault: Extract<Step, { kind: 'fault' }> = {
  kind: 'fault',
  fault: 'kill',
  victim: { ref: 'named', name: 'web-1' },
  args: {},
  place: '',
}

function phase(name: string, steps: Step[], more: Partial<PhaseStep> = {}): PhaseStep {
  return { kind: 'phase', name, steps, expect: [], inherit: true, place: '', ...more }
}

function plan(steps: Step[], more: Partial<Plan> = {}): Plan {
  const drill: ResolvedDrill = {
    name: 'kill-node',
    purpose: 'Losing one must not break the SLO.',
    file: 'drills/kill-node.ts',
    params: {},
    seed: 7,
    load: { name: 'shop', profile: { kind: 'constant-arrival-rate', ratePerSecond: 50 } },
    steps,
    expect: [uptimeThreeNines],
  }
  return {
    drill,
    phases: [{ name: 'calm', phase: 'calm', plannedMs: 20_000 }],
    maxDurationMs: 80_000,
    commands: [],
    refusals: [],
    clauses: [],
    guards: [],
    blastRadius: { hits: 0, of: 2, limit: 1 },
    ...more,
  }
}

describe('the text of a plan', () => {
  it('begins with the question, the target and why it, the load, the seed and the times', () => {
    const phases = [
      { name: 'calm', phase: 'calm', plannedMs: 20_000 },
      { name: 'lost', phase: 'lost', plannedMs: null },
    ]
    const [first, second, third] = planText(plan([phase('calm', [hold(20_000)])], { phases }), target).split(
      '\n',
    )
    expect(first).toBe('kill-node: Losing one must not break the SLO.')
    expect(second).toMatch(/^target shop \(--target shop\); .*shop.*50.*; seed 7$/)
    expect(third).toBe('planned: calm 20 s, lost as long as it takes; at most 1 min 20 s')
  })

  it('shows the steps in their order, each below what it belongs to', () => {
    const steps: Step[] = [
      phase('lost', [
        fault,
        { kind: 'together', lanes: [[hold(1000)], [hold(2000), hold(3000)]], place: '' },
        { kind: 'during', fault, steps: [hold(4000)], place: '' },
        { kind: 'each', over: { ref: 'all' }, loop: 'it', steps: [hold(5000)], place: '' },
      ]),
    ]
    const lines = planText(plan(steps), target).split('\n').slice(4)
    expect(lines.slice(0, lines.indexOf(''))).toEqual([
      'phase lost',
      '  kill web-1',
      '  together:',
      '    hold 1 s',
      '  and:',
      '    hold 2 s',
      '    hold 3 s',
      '  while it holds: kill web-1',
      '    hold 4 s',
      '  for each of all instances',
      '    hold 5 s',
    ])
  })

  it('names the objectives: the drill’s, the phase’s, and where the drill’s are not judged', () => {
    const text = planText(plan([phase('bad', [], { expect: [p95Below150], inherit: false })]), target)
    expect(text).toContain(
      'phase bad (the drill’s own objectives are not judged here)\n  expects p95 below 150 ms\n',
    )
    expect(text).toMatch(/objectives in every phase that inherits them:\n {2}uptime.* at least 99\.9 %\n/)
    expect(planText(plan([phase('calm', [])]), target)).not.toMatch(/expects|not judged/)
  })

  it('says how much of the app it takes at once, and what ends it', () => {
    expect(planText(plan([]), target)).toContain(
      '\nat once it hits at most 0 of 2 instances; agreed to: 1\nno guard ends it\n',
    )
    const guards = guardsIn('a.ts:1', [{ file: 'STOP' }, { uptime: { below: '95%' } }])
    const blastRadius = { hits: 1, of: 1, limit: 'all' } as const
    expect(planText(plan([], { guards, blastRadius }), target)).toContain(
      '\nat once it hits at most 1 of 1 instance; agreed to: as many as it likes\n' +
        'guards, each of which ends it at once:\n  the file STOP appears\n  uptime below 95 % over 10 s\n',
    )
  })

  it('shows every command in the order of the steps, as a person would type it', () => {
    const command = { argv: ['node', 'server.js'], cwd: '/srv', env: { PORT: '3001' } }
    const commands = [
      { step: 'start', refused: null, example: null, commands: [{ what: 'start web-1', command }] },
    ]
    expect(planText(plan([], { commands }), target)).toContain(
      '\ncommands, as a person would type them in /srv:\n  start\n    # start web-1\n    PORT=3001 node server.js\n',
    )
  })

  it('ends with every reason why it is refused, or that there is none', () => {
    const reason = { code: 'plan-refused', reason: 'It is too large.', hint: 'Make it smaller.' } as const
    const missing = { code: 'tool-missing', reason: 'There is no "caddy".', hint: 'Install it.' } as const
    expect(planText(plan([]), target)).toMatch(/\nnothing refuses it\n$/)
    expect(planText(plan([], { refusals: [reason, missing] }), target)).toMatch(
      /\nrefused:\n {2}It is too large\. Make it smaller\.\n {2}There is no "caddy"\. Install it\.\n$/,
    )
  })
})

describe('firedrill plan', () => {
  it('shows what a drill would do with these parameters, and starts nothing', async () => {
    const directory = smallProject()
    const { code, out, err } = await firedrill(directory, [
      'plan',
      'holds',
      '--set',
      'rate=50/s',
      '--seed',
      '42',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^holds: Nothing happens[\s\S]*50\b[\s\S]*seed 42\n[\s\S]*nothing refuses it\n$/)
    expect(existsSync(join(directory, 'reports'))).toBe(false)
  })

  it('ends with 77 where it is refused, and names the reason', async () => {
    const { code, out } = await firedrill(smallProject({ 'drills/e.ts': ELSEWHERE }), ['plan', 'elsewhere'])
    expect(code).toBe(77)
    expect(out).toMatch(/\nrefused:\n {2}.*"other"/)
  })

  it('gives the whole plan as JSON, with the same exit code', async () => {
    const directory = smallProject({ 'drills/e.ts': ELSEWHERE })
    const good = await firedrill(directory, ['plan', 'holds', '--json', '--seed', '42'])
    expect(good.code).toBe(0)
    expect(JSON.parse(good.out)).toMatchObject({
      drill: { name: 'holds', seed: 42 },
      phases: [{ name: 'calm', phase: 'calm', plannedMs: 20_000 }],
      refusals: [],
    })
    const refused = await firedrill(directory, ['plan', 'elsewhere', '--json'])
    expect([refused.code, JSON.parse(refused.out).refusals[0].code]).toEqual([77, 'load-unknown'])
  })

  it.each([
    { args: ['hold'], says: '[drill-not-found] No drill is called "hold".' },
    { args: ['holds', '--set', 'rate'], says: '[usage] --set rate has no value.' },
    { args: ['holds', '--set', 'rate=fast'], says: '[param-invalid]' },
    { args: ['holds', '--set', 'rat=1/s'], says: '[param-invalid]' },
    { args: ['holds', '--target', 'moon'], says: '[target-unknown] No target is called "moon".' },
    { args: ['holds', '--env', 'moon'], says: '[target-unknown]' },
  ])('$args ends with 64, and says why', async ({ args, says }) => {
    const { code, out, err } = await firedrill(smallProject(), ['plan', ...args])
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(says)
  })
})
