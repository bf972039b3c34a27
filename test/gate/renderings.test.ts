import { describe, expect, it } from 'vitest'
import type { GateRequirement } from '../../src/config/gate-policy.ts'
import { annotationsOf } from '../../src/gate/annotations.ts'
import { askedArtifact, UNSAID } from '../../src/gate/artifact.ts'
import { commandFor } from '../../src/gate/command.ts'
import { type CountedRun, conclude, type Walked } from '../../src/gate/conclude.ts'
import { decisionOnConsole } from '../../src/gate/console.ts'
import type { GateDecision, UnfitRun } from '../../src/gate/decision.ts'
import { decisionInMarkdown } from '../../src/gate/markdown.ts'
import { askedWords, placeWords, unfitLines } from '../../src/gate/words.ts'
import { HOSTILE } from '../report/build-input.ts'

const DAY_MS = 24 * 3_600_000
const requirement = (more: Partial<GateRequirement> = {}): GateRequirement => ({
  drill: 'kill-node',
  runs: 1,
  withinMs: 7 * DAY_MS,
  proven: false,
  target: 'compose',
  environment: null,
  set: {},
  role: null,
  expect: [],
  ...more,
})
const about = (id: string) => ({
  id,
  directory: `reports/${id}`,
  startedAt: '',
  summary: null,
  artifact: null,
})
const counted = (id: string): CountedRun => ({ ...about(id), target: 'compose', ran: 'not told' })
const unfit = (id: string): UnfitRun => ({
  ...about(id),
  reasons: [{ code: 'dirty', why: 'it left something behind' }],
})
const walked = (more: Partial<Walked> = {}): Walked => ({
  requirement: requirement(),
  counted: [counted('run-1')],
  failed: null,
  doubtful: null,
  agreed: null,
  unfit: [],
  unfitByShipped: false,
  recorded: [],
  ...more,
})
const LOOKED = { lookedIn: ['reports'], unreadable: [] }
const decided = (...all: Walked[]): GateDecision => conclude(askedArtifact('1.2.0'), all, LOOKED)
const open = walked({ counted: [], unfit: [unfit('run-2')] })
const shown = (decision: GateDecision, colorLevel: 0 | 1 = 0) =>
  decisionOnConsole(decision, { colorLevel, columns: 80 })

it('where the newest run is of what it shipped alone, what the policy may mean is said', () => {
  const other: UnfitRun = { ...about('run-2'), reasons: [{ code: 'wrong-artifact', why: 'it is of 1.3.0' }] }
  const missing = (more: Partial<Walked>) =>
    decided(walked({ counted: [], unfit: [other], unfitByShipped: true, ...more })).requirements[0]?.missing
  const hint =
    / run-2 is taken to be of what it shipped; with `artifact: served` in the policy, of what served/
  expect(missing({})).toMatch(hint)
  expect(missing({ unfitByShipped: false })).not.toMatch(hint)
  expect(missing({ requirement: requirement({ role: 'shipped' }) })).not.toMatch(hint)
  expect(missing({ unfit: [unfit('run-2')] })).not.toMatch(hint)
})

describe('a drill of which there is no record', () => {
  const missing = (drill: string, recorded: string[]) =>
    decided(walked({ requirement: requirement({ drill }), counted: [], recorded })).requirements[0]?.missing

  it('may be mistyped: the near name of which there are records is told', () => {
    expect(missing('kill-nod', ['kill-node', 'soak'])).toBe(
      'No record of a drill "kill-nod" was found; there are records of kill-node, soak. Did you mean "kill-node"? If not: 1 run of kill-nod on 1.2.0 must pass.',
    )
  })

  it('is not taken for another one that is unlike it', () => {
    expect(missing('rolling-deploy', ['kill-node'])).toBe(
      'No record of a drill "rolling-deploy" was found; there are records of kill-node. 1 run of rolling-deploy on 1.2.0 must pass.',
    )
    expect(missing('soak', [])).toBe(
      'No record of a drill "soak" was found. 1 run of soak on 1.2.0 must pass.',
    )
  })
})

it('where nobody said what ran, another run would not help: who has to say it is told', () => {
  const untold: UnfitRun = {
    ...about('run-2'),
    reasons: [{ code: 'wrong-artifact', why: `which artifact it is of is not told: ${UNSAID}` }],
  }
  const missing = (artifact: string, one: UnfitRun) =>
    conclude(askedArtifact(artifact), [walked({ counted: [], unfit: [one] })], LOOKED).requirements[0]
      ?.missing
  const hint = / Let the instances say what they run \(`version` of the target\), or ask by commit:<hash>\.$/
  expect(missing('1.2.0', untold)).toMatch(hint)
  expect(missing(`sha256:${'a'.repeat(64)}`, untold)).toMatch(hint)
  expect(missing('1.2.0', unfit('run-2'))).not.toMatch(hint)
  // A fail of nobody knows what stands against it as well, and so would the next.
  expect(decided(walked({ counted: [], failed: untold })).requirements[0]?.missing).toMatch(hint)
})

it('of what cannot be read the first places are shown', () => {
  const unreadable = Array.from({ length: 7 }, (_, k) => `reports/${k}`)
  const decision = conclude(askedArtifact('1.2.0'), [open], { ...LOOKED, unreadable })
  expect(decisionInMarkdown(decision)).toContain('reports/4, and 2 more')
  expect(decision.unreadable).toEqual(unreadable)
})

describe('a decision', () => {
  it('is yes only where every requirement is met', () => {
    expect(decided(walked())).toMatchObject({
      allowed: true,
      exitCode: 0,
      summary: '1.2.0 may be released: the drill of the policy passed on it, in 1 run.',
    })
    expect(decided(walked(), open)).toMatchObject({
      allowed: false,
      exitCode: 1,
      summary: '1.2.0 may not be released. 1 of 2 drills of the policy passed on it; missing: kill-node.',
    })
    expect(decided()).toMatchObject({ allowed: false, exitCode: 1 })
  })

  it('has the command for as many runs as are missing', () => {
    const [one] = decided(walked({ requirement: requirement({ runs: 3 }) })).requirements
    expect(one).toMatchObject({ met: false, command: 'firedrill run kill-node --target compose --repeat 2' })
    expect(commandFor(requirement({ target: null, environment: 'my env' }), 1, null)).toBe(
      "firedrill run kill-node --env 'my env'",
    )
    expect(commandFor(requirement(), 1, 'all')).toBe(
      'firedrill run kill-node --target compose --blast-radius all',
    )
  })
})

it('of one version on one target, every kind of digest must be the same in all runs', () => {
  const [look, word] = ['look', 'version endpoint']
  const ran = (id: string, ...digests: [kind: string, digest: string][]): CountedRun => ({
    ...counted(id),
    ran: {
      role: 'served',
      version: '1.2.0',
      digests: digests.map(([kind, digest]) => ({ kind, digest, by: '' })),
    },
  })
  const against = (...all: CountedRun[]) => decided(walked({ counted: all })).against
  const [a, b, x] = ['a1'.repeat(32), 'b2'.repeat(32), 'f0'.repeat(32)]
  expect(
    against(ran('1', [look, a], [word, x]), ran('2', [look, a], [word, x]), ran('3', [word, x])),
  ).toEqual([])
  expect(against(ran('1', [look, a], [word, x]), ran('2', [look, b], [word, x]))).toEqual([
    `On compose two artifacts go by this version: sha256:${a.slice(0, 12)}… in 1, sha256:${b.slice(0, 12)}… in 2. Ask by digest.`,
  ])
  expect(against(ran('1', [look, a]), ran('2', [word, x]))).toHaveLength(1)
})

describe('what stands against it', () => {
  it('is said with its record and with what to do', () => {
    const failed = (...reasons: UnfitRun['reasons']) =>
      decided(walked({ counted: [], failed: { ...about('run-2'), reasons } })).requirements[0]?.missing
    const after = 'It failed in run-2, and 1 run of kill-node on 1.2.0 must pass after that.'
    expect(failed()).toBe(after)
    expect(failed({ code: 'unsealed', why: 'it was never sealed' })).toBe(
      `${after} Its record is not as it should be: it was never sealed.`,
    )
    expect(failed({ code: 'from-the-future', why: 'it begins in 6 minutes' })).toMatch(
      /6 minutes\. Where its clock was wrong, remove that record\.$/,
    )
    const doubtful = unfit('run-2')
    expect(decided(walked({ counted: [], doubtful })).requirements[0]).toMatchObject({
      met: false,
      doubtful,
      missing:
        'run-2 may have failed: it left something behind. Remove that record, or run again: 1 run of kill-node on 1.2.0 must pass after it.',
    })
  })

  it('is nothing where as many as are asked for passed after it', () => {
    const [one] = decided(walked({ failed: unfit('run-2'), doubtful: unfit('run-3') })).requirements
    expect(one).toMatchObject({ met: true, failed: null, doubtful: null, missing: null })
  })
})

describe('for a terminal', () => {
  it('the answer first, then each drill with what is missing and what would provide it', () => {
    const lines = shown(decided(walked(), open)).split('\n')
    expect(lines[0]).toBe('NOT ALLOWED  1.2.0')
    expect(lines).toContain('  ✓ kill-node on compose: 1 of 1 run, within 7 days')
    expect(lines).toContain('  ✗ kill-node on compose: 0 of 1 run, within 7 days')
    expect(lines).toContain('      firedrill run kill-node --target compose')
    expect(lines).toContain('      run-2 does not count: it left something behind')
    expect(lines.at(-2)).toBe('exit code 1')
    expect(shown(decided(walked()))).toMatch(/^ALLOWED {2}1\.2\.0\n/)
  })

  it('fits, but for the command, and has colours only where asked for', () => {
    const long = requirement({
      set: { rate: '50/s', lose: 'pause', baseline: '20s', settled: '20s', lost: '30s' },
    })
    const lines = shown(decided(walked({ ...open, requirement: long }))).split('\n')
    const wide = lines.filter((line) => line.length > 80 && !line.startsWith('  ✗'))
    expect(wide).toEqual([expect.stringContaining('firedrill run')])
    expect(shown(decided(open), 1)).toContain('\u001b[')
  })

  it('of many that do not count the newest are shown, and how many more there are', () => {
    const many = Array.from({ length: 8 }, (_, k) => unfit(`run-${k}`))
    const [one] = decided(walked({ counted: [], unfit: many })).requirements
    const lines = one ? unfitLines(one) : []
    expect(lines).toHaveLength(6)
    expect(lines[5]).toBe('3 older ones do not count either (--json has them)')
  })
})

it('places and what is asked are said in words', () => {
  const all = requirement({ environment: 'staging', set: { rate: '50/s' }, runs: 3, proven: true })
  expect(placeWords(all)).toBe('kill-node on compose, environment staging, with rate=50/s')
  const [one] = decided(walked({ requirement: all })).requirements
  expect(one && askedWords(one)).toBe('1 of 3 runs, within 7 days, proven')
})

it('the page of a CI system has all of it', () => {
  const text = decisionInMarkdown(decided(walked(), open))
  expect(text).toMatch(/^# Release gate: not allowed\n/)
  expect(text).toContain('- ✗ **kill-node on compose**')
  expect(text).toContain('To run: `firedrill run kill-node --target compose`')
})

describe('annotations', () => {
  it('are one for each drill that is missing, or one that says that it may go', () => {
    expect(annotationsOf(decided(walked(), open))).toBe(
      '::error title=firedrill gate%3A kill-node on compose::No run counts: 1 run of kill-node on 1.2.0 must pass. Run: firedrill run kill-node --target compose\n',
    )
    expect(annotationsOf(decided(walked()))).toMatch(
      /^::notice title=firedrill gate::1\.2\.0 may be released/,
    )
  })

  it('what stands in a record makes no other line and no other command', () => {
    for (const text of [...HOSTILE, '\r\n::warning::x', '100%']) {
      const hostile = walked({ counted: [], failed: { ...about(text), reasons: [] } })
      const out = annotationsOf(decided(hostile))
      expect(out.trimEnd().split(/[\r\n]/)).toHaveLength(1)
      expect(out.startsWith('::error title=')).toBe(true)
      for (const character of ['\u001b', '\u0007', '\u202e'])
        expect(shown(decided(hostile))).not.toContain(character)
      expect(decisionInMarkdown(decided(hostile))).not.toContain('<script>')
    }
  })
})
