import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GateDecision } from '../../../src/gate/decision.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { sealRecord } from '../../../src/journal/seal.ts'
import { project } from '../../config/project.ts'
import { DIGEST, HOUR_MS, type MadeGateRun, storeGateRun, storeVerdict } from '../gate-record.ts'
import { firedrill, smallProject } from '../small-project.ts'

const POLICY = `format: firedrill-gate-policy/1
target: processes
within: 7d
drills:
  - drill: kill-node
`
const made = (policy = POLICY) => project({ 'package.json': '{}', 'firedrill.gate.yaml': policy })
/** As somebody would who wants to hide what they changed. */
const reseal = (place: string) => {
  rmSync(join(place, 'seal.json'))
  return sealRecord(nodeHost().files, place, 'run')
}

interface Answer {
  code: number
  err: string
  decision: GateDecision
  /** Why the runs of the first drill do not count. */
  codes: string[]
}

async function ask(
  directory: string,
  artifact = `sha256:${DIGEST}`,
  env: Record<string, string> = {},
): Promise<Answer> {
  const { code, out, err } = await firedrill(directory, ['gate', artifact, '--json'], env)
  const decision = JSON.parse(out) as GateDecision
  const [first] = decision.requirements
  return {
    code,
    err,
    decision,
    codes: first?.unfit.flatMap(({ reasons }) => reasons.map((each) => each.code)) ?? [],
  }
}

describe('the gate lets through', () => {
  it.each([
    ['by digest', `sha256:${DIGEST}`],
    ['by digest without its prefix', DIGEST.toUpperCase()],
    ['by version', '1.2.0'],
    ['by commit', `commit:${'ab'.repeat(20)}`],
  ])('a whole, fitting record that passed, %s', async (_what, artifact) => {
    const directory = made()
    await storeGateRun(directory, { commit: { hash: 'ab'.repeat(20), dirty: false } })
    const { code, decision, codes } = await ask(directory, artifact)
    expect({ code, allowed: decision.allowed, codes }).toEqual({ code: 0, allowed: true, codes: [] })
    expect(decision.requirements[0]).toMatchObject({
      met: true,
      counted: [
        { id: 'run-1', directory: 'reports/run-1', artifact: expect.stringContaining(`sha256:${DIGEST}`) },
      ],
      missing: null,
      command: null,
    })
  })

  it('what was judged again, by the same or another strictness, as the policy asks for it', async () => {
    const directory = made()
    const place = await storeGateRun(directory, { failed: 4 })
    await storeVerdict(place, true)
    expect(JSON.parse(readFileSync(join(place, 'verdict.json'), 'utf8')).verdict).toBe('inconclusive')
    expect((await ask(directory)).code).toBe(0)
  })
})

/** Each makes one thing unfit of a record that would pass. */
const UNFIT: [code: string, what: string, run: MadeGateRun, spoil?: (place: string) => unknown][] = [
  ['wrong-artifact', 'another digest', { digest: 'b2'.repeat(32) }],
  ['wrong-artifact', 'the same version, and no digest', { digest: null }],
  ['wrong-artifact', 'an artifact that nobody tells', { version: null }],
  ['too-old', 'it began too long ago', { agoMs: 8 * 24 * HOUR_MS }],
  ['from-the-future', 'it begins tomorrow', { agoMs: -24 * HOUR_MS }],
  ['other-target', 'it ran elsewhere', { target: { name: 'compose', kind: 'compose', why: '' } }],
  ['other-environment', 'it ran in an environment', { environment: 'staging' }],
  ['other-parameters', 'it was made small', { set: ['rate=1/s'] }],
  [
    'sabotaged',
    'it was a negative control',
    { target: { name: 'processes', kind: 'process (sabotaged: faults do nothing)', why: '' } },
  ],
  ['inconclusive', 'it was not decided', { more: { steady: { before: false } } }],
  ['not-completed', 'a guard ended it', { more: { run: 'aborted' } }],
  ['not-completed', 'a signal ended it', { more: { run: 'interrupted' } }],
  ['dirty', 'it left something behind', { more: { cleanup: 'dirty' } }],
  [
    'dirty',
    'it left something behind that was removed later',
    {
      more: {
        cleanup: 'dirty',
        events: [
          { atMs: 90_000, type: 'cleanup-ended', cleanup: 'clean', left: [], by: 'recover', tookMs: 1 },
        ],
      },
    },
  ],
  ['edited', 'its samples were changed', {}, (place) => flip(join(place, 'requests.arrow'))],
  [
    'edited',
    'its journal was changed',
    { digest: 'b2'.repeat(32) },
    (place) => replaceIn(join(place, 'journal.ndjson'), 'b2'.repeat(32), DIGEST),
  ],
  ['unreadable', 'its seal is none', {}, (place) => writeFileSync(join(place, 'seal.json'), '{}')],
  ['edited', 'its log says something else', {}, addLog],
  ['unsealed', 'it was never sealed', {}, (place) => rmSync(join(place, 'seal.json'))],
  ['cut', 'it was never judged', {}, (place) => rmSync(join(place, 'verdict.json'))],
  [
    'cut',
    'its samples were cut off before it was sealed',
    {},
    async (place) => {
      const path = join(place, 'requests.arrow')
      truncateSync(path, Math.floor(readFileSync(path).length / 2))
      await reseal(place)
      await storeVerdict(place)
    },
  ],
  [
    'cut',
    'its journal has no end',
    {},
    async (place) => {
      const path = join(place, 'journal.ndjson')
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
      writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`)
      await reseal(place)
      await storeVerdict(place)
    },
  ],
  ['edited', 'its drill is gone', {}, (place) => rmSync(join(place, 'drill.json'))],
  [
    'unreadable',
    'its drill is gone, and it was sealed anew',
    {},
    async (place) => {
      rmSync(join(place, 'drill.json'))
      await reseal(place)
    },
  ],
]

/** Sealed with its log, which is then another one. */
async function addLog(place: string): Promise<void> {
  mkdirSync(join(place, 'logs'))
  const path = join(place, 'logs/web-1.log')
  writeFileSync(path, 'out of memory\n')
  await reseal(place)
  writeFileSync(path, 'all is well\n  ')
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

function replaceIn(path: string, what: string, by: string): void {
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(what)
  writeFileSync(path, text.replaceAll(what, by))
}

/** What is said besides, of those that another run would not help. */
const HINTS: Record<string, string> = {
  'an artifact that nobody tells': ' Let the instances say what they run .*',
}

describe('the gate lets no unfit record through', () => {
  it.each(UNFIT)('%s: %s', async (code, what, run, spoil) => {
    const directory = made()
    const place = await storeGateRun(directory, run)
    await spoil?.(place)
    const answer = await ask(directory)
    expect(answer.codes).toContain(code)
    expect({ code: answer.code, allowed: answer.decision.allowed }).toEqual({ code: 1, allowed: false })
    expect(answer.decision.requirements[0]).toMatchObject({
      met: false,
      counted: [],
      missing: expect.stringMatching(
        new RegExp(
          `^No run counts: 1 run of kill-node on sha256:${DIGEST} must pass\\.${HINTS[what] ?? ''}$`,
        ),
      ),
      command: 'firedrill run kill-node --target processes',
    })
  })

  it('each of these lacks nothing else: unspoilt, they pass', async () => {
    const directory = made()
    await storeGateRun(directory)
    expect((await ask(directory)).code).toBe(0)
  })

  it('what is not proven, where the policy takes nothing less', async () => {
    const directory = made(POLICY.replace('within: 7d', 'within: 7d\nproven: true'))
    await storeGateRun(directory, { failed: 4 })
    const { code, codes, decision } = await ask(directory)
    expect({ code, codes }).toEqual({ code: 1, codes: ['not-proven'] })
    expect(decision.requirements[0]?.command).toBe('firedrill run kill-node --target processes --strict')
  })

  it('what does not judge the objectives that the policy names', async () => {
    const policy = (objective: string) => made(`${POLICY}    expect: ['${objective}']\n`)
    const [held, missing] = [policy('p95 below 150 ms'), policy('p95 below 15 ms')]
    await storeGateRun(held)
    await storeGateRun(missing)
    expect((await ask(held)).code).toBe(0)
    expect(await ask(missing)).toMatchObject({ code: 1, codes: ['objective-missing'] })
  })

  it('another commit, one with changes, and none', async () => {
    for (const commit of [
      { hash: 'cd'.repeat(20), dirty: false },
      { hash: 'ab'.repeat(20), dirty: true },
      { hash: null, dirty: false },
    ]) {
      const directory = made()
      await storeGateRun(directory, { commit })
      expect(await ask(directory, `commit:${'ab'.repeat(20)}`)).toMatchObject({
        code: 1,
        codes: ['wrong-artifact'],
      })
    }
  })

  it('a version that two artifacts go by', async () => {
    const directory = made(POLICY.replace('within: 7d', 'within: 7d\nruns: 2'))
    await storeGateRun(directory, { name: 'a' })
    await storeGateRun(directory, { name: 'b', agoMs: 2 * HOUR_MS, digest: 'b2'.repeat(32) })
    const { code, decision } = await ask(directory, '1.2.0')
    expect(code).toBe(1)
    expect(decision.requirements[0]?.met).toBe(true)
    expect(decision.against).toEqual([
      expect.stringMatching(/^On processes two artifacts go by this version: /),
    ])
  })
})

describe('how many runs', () => {
  const three = POLICY.replace('within: 7d', 'within: 7d\nruns: 3')

  it('the newest that were decided must have passed; how many are missing is said', async () => {
    const directory = made(three)
    await storeGateRun(directory, { name: 'a', agoMs: HOUR_MS })
    await storeGateRun(directory, { name: 'b', agoMs: 2 * HOUR_MS, more: { steady: { before: false } } })
    await storeGateRun(directory, { name: 'c', agoMs: 3 * HOUR_MS })
    const short = await ask(directory)
    expect(short.code).toBe(1)
    expect(short.decision.requirements[0]).toMatchObject({
      counted: [{ id: 'a' }, { id: 'c' }],
      unfit: [{ id: 'b' }],
      missing: `2 of 3 runs count: 1 more run of kill-node on sha256:${DIGEST} must pass.`,
    })
    await storeGateRun(directory, { name: 'd', agoMs: 4 * HOUR_MS })
    expect((await ask(directory)).code).toBe(0)
  })

  it('a newer run that failed stands against the older ones; an older one does not', async () => {
    const directory = made()
    await storeGateRun(directory, { name: 'older', agoMs: 3 * HOUR_MS })
    await storeGateRun(directory, { name: 'newer', agoMs: 2 * HOUR_MS, failed: 9 })
    const failed = await ask(directory)
    expect(failed.code).toBe(1)
    expect(failed.decision.requirements[0]).toMatchObject({
      failed: { id: 'newer' },
      missing: expect.stringMatching(
        /^It failed in newer, and 1 run of kill-node on sha256:\w+ must pass after that\.$/,
      ),
    })
    await storeGateRun(directory, { name: 'newest' })
    expect((await ask(directory)).code).toBe(0)
  })

  it('a copy of a run is not another one, under whichever name', async () => {
    const directory = made(three.replace('runs: 3', 'runs: 2'))
    const place = await storeGateRun(directory)
    cpSync(place, join(directory, 'reports/copies/run-1'), { recursive: true })
    const renamed = join(directory, 'reports/run-2')
    cpSync(place, renamed, { recursive: true })
    replaceIn(join(renamed, 'journal.ndjson'), '"run":"run-1"', '"run":"run-2"')
    await reseal(renamed)
    await storeVerdict(renamed)
    expect((await ask(directory)).decision.requirements[0]).toMatchObject({
      met: false,
      counted: [{ id: 'run-1' }],
    })
  })
})

describe('what it is told and tells', () => {
  it('the command has everything that a run must be made with', async () => {
    const directory = made(`format: firedrill-gate-policy/1
within: 12h
drills:
  - drill: kill-node
    target: compose
    environment: staging
    runs: 2
    proven: true
    set: { rate: 50/s, migrate: false }
`)
    const { decision } = await ask(directory)
    expect(decision.requirements[0]?.command).toBe(
      'firedrill run kill-node --target compose --env staging --set rate=50/s --set migrate=false --strict --repeat 2',
    )
  })

  it('a run with just these parameters counts', async () => {
    const policy = `${POLICY}    set: { rate: 50/s }\n`
    const [fitting, other] = [made(policy), made(policy)]
    await storeGateRun(fitting, { set: ['rate=50/s'] })
    await storeGateRun(other)
    expect((await ask(fitting)).code).toBe(0)
    expect((await ask(other)).codes).toEqual(['other-parameters'])
  })

  it('records are looked for below the directories that are named', async () => {
    const directory = made()
    await storeGateRun(join(directory, 'artifacts/job-1'))
    const args = ['gate', '1.2.0', '--records', 'artifacts']
    expect((await firedrill(directory, args)).code).toBe(0)
    const mistyped = await firedrill(directory, [...args, '--records', 'no/such/place'])
    expect([mistyped.code, mistyped.err]).toEqual([64, expect.stringContaining('no/such/place')])
    const none = await firedrill(directory, ['gate', '1.2.0'])
    expect([none.code, none.out]).toEqual([
      1,
      expect.stringContaining('There is no record of these drills in reports.'),
    ])
  })

  it("a project's own records are looked at as well: a run that failed there just now is not overlooked", async () => {
    const directory = smallProject({ 'firedrill.gate.yaml': POLICY })
    await storeGateRun(join(directory, 'artifacts'), { name: 'older', agoMs: 2 * HOUR_MS })
    const asked = () => firedrill(directory, ['gate', '1.2.0', '--records', 'artifacts', '--json'])
    expect((await asked()).code).toBe(0)
    await storeGateRun(directory, { name: 'newer', failed: 9 })
    const { code, out } = await asked()
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      { lookedIn: ['artifacts', 'reports'], requirements: [{ failed: { id: 'newer' } }] },
    ])
  })

  it('a release on disk is asked about by its path', async () => {
    const directory = made()
    writeFileSync(join(directory, 'release.tar'), 'content')
    const digest = await nodeHost().files.digest(join(directory, 'release.tar'))
    await storeGateRun(directory, { digest })
    expect((await firedrill(directory, ['gate', './release.tar'])).code).toBe(0)
    writeFileSync(join(directory, 'release.tar'), 'other content')
    expect((await firedrill(directory, ['gate', './release.tar'])).code).toBe(1)
    const missing = await firedrill(directory, ['gate', './releases/1.2.0'])
    expect([missing.code, missing.err]).toEqual([64, expect.stringContaining('[artifact-invalid]')])
  })

  it('a person reads it, GitHub shows it beside the job, and its summary has it', async () => {
    const directory = made()
    await storeGateRun(directory, { digest: 'b2'.repeat(32) })
    const summary = join(directory, 'summary.md')
    writeFileSync(summary, '')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
    const { out, err } = await firedrill(directory, ['gate', `sha256:${DIGEST}`], env)
    expect(out).toMatch(/^NOT ALLOWED {2}sha256:/)
    expect(out).toContain('\n      firedrill run kill-node --target processes\n')
    expect(out).toMatch(/run-1 does not count: it is of 1\.2\.0,\s+sha256:b2b2/)
    expect(err).toMatch(
      /^::error title=firedrill gate%3A kill-node on processes::No run counts: .*Run: firedrill run/,
    )
    expect(readFileSync(summary, 'utf8')).toMatch(/^# Release gate: not allowed\n/)
  })

  it('nothing is written to a record that is looked at', async () => {
    const directory = made()
    const place = await storeGateRun(directory)
    const before = readFileSync(join(place, 'seal.json'), 'utf8')
    await ask(directory)
    expect(readFileSync(join(place, 'seal.json'), 'utf8')).toBe(before)
    expect((await ask(directory)).code).toBe(0)
  })

  it.each([
    [
      'no policy',
      () => project({ 'package.json': '{}' }),
      '1.2.0',
      '[policy-invalid] There is no policy at ',
    ],
    [
      'a policy that is no YAML',
      () => made('format: ['),
      '1.2.0',
      '[policy-invalid] policy: it cannot be read as',
    ],
    [
      'a policy with a wrong field',
      () => made(POLICY.replace('7d', '7')),
      '1.2.0',
      '[policy-invalid] policy.within: expected an age',
    ],
    ['part of a digest', () => made(), 'sha256:abcd', '[artifact-invalid] "sha256:abcd" names no artifact.'],
  ])('%s ends with 64', async (_what, directory, artifact, says) => {
    const ended = await firedrill(directory(), ['gate', artifact])
    expect({ code: ended.code, out: ended.out }).toEqual({ code: 64, out: '' })
    expect(ended.err).toContain(says)
  })
})
