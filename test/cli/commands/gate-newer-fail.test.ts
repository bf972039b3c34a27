import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReleaseRef, Step } from '../../../src/drill/model.ts'
import type { GateDecision } from '../../../src/gate/decision.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { readHead } from '../../../src/journal/read-record.ts'
import { sealRecord } from '../../../src/journal/seal.ts'
import { project } from '../../config/project.ts'
import { DIGEST, HOUR_MS, type MadeGateRun, storeGateRun, storeVerdict } from '../gate-record.ts'
import { firedrill } from '../small-project.ts'

const POLICY = `format: firedrill-gate-policy/1
target: processes
within: 7d
drills:
  - drill: kill-node
`
const NEWER = runName('kill-node', 2 * HOUR_MS)

/** As runs are called: `20261121-120304-kill-node-1f3a`. */
function runName(drill: string, agoMs: number): string {
  const [date = '', time = ''] = new Date(Date.now() - agoMs).toISOString().split('T')
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${drill}-1f3a`
}

/** Beside an older run that passed, a newer one; what the gate says of both. */
async function withNewer(run: MadeGateRun, spoil?: (place: string) => unknown) {
  const directory = project({ 'package.json': '{}', 'firedrill.gate.yaml': POLICY })
  await storeGateRun(directory, { name: 'older', agoMs: 3 * HOUR_MS })
  const place = await storeGateRun(directory, { name: NEWER, agoMs: 2 * HOUR_MS, ...run })
  await spoil?.(place)
  const { code, out } = await firedrill(directory, ['gate', `sha256:${DIGEST}`, '--json'])
  const decision = JSON.parse(out) as GateDecision
  const [first] = decision.requirements
  return { code, decision, first, ids: first?.counted.map(({ id }) => id) }
}

function replaceIn(path: string, what: string | RegExp, by: string): void {
  const text = readFileSync(path, 'utf8')
  expect(text.replace(what, by)).not.toBe(text)
  writeFileSync(path, text.replace(what, by))
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  const at = bytes.length >> 1
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** Sealed with a log that its diagnosis quotes, which is then taken away: that is allowed. */
async function takeLogsAway(place: string): Promise<void> {
  const events = await readHead(nodeHost().files, place)
  const clock = events.events.find((event) => event.type === 'clock')
  const zeroMs = (clock?.type === 'clock' ? clock.offsetMs : 0) + events.header.zeroMonoMs
  mkdirSync(join(place, 'logs'))
  const at = new Date(zeroMs + firstBreachMs(place) + 20).toISOString()
  appendFileSync(join(place, 'logs/web-1.log'), `${at} ERROR out of memory\n`)
  rmSync(join(place, 'seal.json'))
  await sealRecord(nodeHost().files, place, 'run')
  await storeVerdict(place)
  expect(readFileSync(verdictOf(place), 'utf8')).toContain('out of memory')
  rmSync(join(place, 'logs'), { recursive: true })
}

function firstBreachMs(place: string): number {
  return JSON.parse(readFileSync(verdictOf(place), 'utf8')).diagnosis.first.atMs
}

function linkTo(place: string): void {
  const elsewhere = join(place, '../../elsewhere')
  renameSync(place, elsewhere)
  symlinkSync(elsewhere, place)
}

const verdictOf = (place: string): string => join(place, 'verdict.json')

/** It was to ship the release that is asked about over another one. */
const BEFORE_ITS_DEPLOY: MadeGateRun = {
  version: '1.1.0',
  digest: 'b2'.repeat(32),
  more: {
    phases: [{ name: 'calm', durationMs: 20_000, steps: [deployOf({ ref: 'next' })] }],
    events: [
      {
        atMs: 3,
        type: 'release',
        ref: { ref: 'next' },
        release: { version: '1.2.0', digest: DIGEST, where: '/srv/releases/1.2.0' },
      },
    ],
  },
}

function deployOf(release: ReleaseRef): Step {
  return { kind: 'deploy', release, stopOn: [], bakeMs: 0, place: 'drills/kill-node.ts:3' }
}

/** Each is something wrong with the record of a run that failed. */
const FAILED: [what: string, run: MadeGateRun, spoil: ((place: string) => unknown) | undefined][] = [
  ['nothing', {}, undefined],
  ['its logs were taken away', {}, takeLogsAway],
  [
    'another release words its diagnosis otherwise',
    {},
    (place) => replaceIn(verdictOf(place), /("diagnosis": \{)/, '$1"of": "another release", '),
  ],
  ['its verdict is gone', {}, (place) => rmSync(verdictOf(place))],
  ['its verdict says that it passed', {}, (place) => replaceIn(verdictOf(place), '"fail"', '"pass"')],
  ['its seal is gone', {}, (place) => rmSync(join(place, 'seal.json'))],
  ['the clock of its machine was ahead', { agoMs: -6 * 60_000 }, undefined],
  [
    'its samples pass, and its verdict says that it failed',
    { failed: 0 },
    (place) => replaceIn(verdictOf(place), '"verdict": "pass"', '"verdict": "fail"'),
  ],
  [
    'its drill was made lax, and it was sealed anew',
    {},
    async (place) => {
      replaceIn(join(place, 'drill.json'), '0.999', '0.9')
      rmSync(join(place, 'seal.json'))
      await sealRecord(nodeHost().files, place, 'run')
    },
  ],
  ['it lies elsewhere, and a link leads to it', {}, linkTo],
  ['nobody tells which artifact it is of', { version: null }, undefined],
  ['it failed before it got to ship the release', BEFORE_ITS_DEPLOY, undefined],
  ['it was given as a parameter what the drill has anyway', { set: ['rate=200/s'] }, undefined],
  ['so it was, written otherwise', { set: ['rate=12000/m', 'baseline=20000ms'] }, undefined],
]

/** In the first line of its journal, by which it would be dismissed. */
function changeHeader(place: string, what: string): void {
  const path = join(place, 'journal.ndjson')
  const [first = '', ...rest] = readFileSync(path, 'utf8').split('\n')
  const header = JSON.parse(first)
  const other: Record<string, object> = {
    drill: { drill: 'soak' },
    target: { target: { name: 'compose', kind: 'compose', why: '' } },
    environment: { environment: 'staging' },
    parameters: { options: { set: ['rate=1/s'], params: { rate: '1/s' } } },
    age: { zeroWallMs: Date.now() - 8 * 24 * HOUR_MS },
  }
  writeFileSync(path, [JSON.stringify({ ...header, ...other[what] }), ...rest].join('\n'))
}

/** Each cannot be judged, and did not show that it passed. */
const DOUBTFUL: [what: string, run: MadeGateRun, spoil: (place: string) => unknown][] = [
  ['a bit of its samples was turned', {}, (place) => flip(join(place, 'requests.arrow'))],
  ['its samples were cut off', {}, (place) => truncateSync(join(place, 'requests.arrow'), 1000)],
  [
    'it passed once, and its samples and its verdict are gone',
    { failed: 0 },
    (place) => {
      rmSync(join(place, 'requests.arrow'))
      rmSync(verdictOf(place))
    },
  ],
  [
    'its seal and its verdict are gone',
    {},
    (place) => {
      rmSync(join(place, 'seal.json'))
      rmSync(verdictOf(place))
    },
  ],
  [
    'a guard ended it, and its seal and its verdict are gone',
    { more: { run: 'aborted' } },
    (place) => {
      rmSync(join(place, 'seal.json'))
      rmSync(verdictOf(place))
    },
  ],
  [
    'its journal is of a newer format',
    {},
    (place) => replaceIn(join(place, 'journal.ndjson'), '"format":1', '"format":2'),
  ],
  ...['drill', 'target', 'environment', 'parameters', 'age'].map((what): (typeof DOUBTFUL)[number] => [
    `its journal names another ${what}, which is not as it was sealed`,
    {},
    (place) => changeHeader(place, what),
  ]),
  [
    'a link stands in its place, and leads to nothing',
    {},
    (place) => {
      linkTo(place)
      rmSync(join(place, '../../elsewhere'), { recursive: true })
    },
  ],
  ['its journal is gone', {}, (place) => rmSync(join(place, 'journal.ndjson'))],
  [
    'its journal and its verdict are of a newer format, and only its name tells its drill',
    {},
    (place) => {
      replaceIn(join(place, 'journal.ndjson'), '"format":1', '"format":2')
      replaceIn(verdictOf(place), 'firedrill-verdict/1', 'firedrill-verdict/9')
    },
  ],
  [
    'it was renamed, and its journal cannot be read: its verdict tells its drill',
    {},
    (place) => {
      replaceIn(join(place, 'journal.ndjson'), '"format":1', '"format":2')
      renameSync(place, join(place, '../job-7'))
    },
  ],
]

describe('an older pass lets nothing through', () => {
  it.each(FAILED)('past a newer fail, whatever is wrong with its record: %s', async (_what, run, spoil) => {
    const { code, decision, first, ids } = await withNewer({ failed: 9, ...run }, spoil)
    expect({ code, allowed: decision.allowed, ids }).toEqual({ code: 1, allowed: false, ids: [] })
    expect(first?.failed?.id).toBe(NEWER)
    expect(first?.missing).toContain(`It failed in ${NEWER}`)
  })

  it.each(DOUBTFUL)('past a newer run that may have failed: %s', async (_what, run, spoil) => {
    const { code, decision, first, ids } = await withNewer({ failed: 9, ...run }, spoil)
    expect({ code, allowed: decision.allowed, ids }).toEqual({ code: 1, allowed: false, ids: [] })
    expect(first?.doubtful).toMatchObject({
      reasons: expect.arrayContaining([
        expect.objectContaining({ code: expect.stringMatching(/^(edited|unreadable|cut)$/) }),
      ]),
    })
    expect(first?.missing).toMatch(/may have failed: .* Remove that record, or run again: 1 run of kill-node/)
  })

  it('what is wrong with the record of a fail is told with it', async () => {
    const { first } = await withNewer({ failed: 9 }, (place) => rmSync(join(place, 'seal.json')))
    expect(first?.failed?.reasons.map(({ code }) => code)).toContain('unsealed')
    const ahead = await withNewer({ failed: 9, agoMs: -6 * 60_000 })
    expect(ahead.first?.failed?.reasons).toMatchObject([{ code: 'from-the-future' }])
    expect(ahead.first?.missing).toContain('remove that record')
  })
})

/** Each says nothing against the artifact. */
const PASSED_OVER: [what: string, run: MadeGateRun, spoil?: (place: string) => unknown][] = [
  ['a fail of another artifact', { failed: 9, digest: 'b2'.repeat(32) }],
  ['a fail of another drill', { failed: 9, drill: 'soak' }],
  ['a fail on another target', { failed: 9, target: { name: 'compose', kind: 'compose', why: '' } }],
  ['a fail in another environment', { failed: 9, environment: 'staging' }],
  ['a fail with other parameters', { failed: 9, set: ['rate=1/s'] }],
  ['a pass with what the drill has anyway as a parameter', { set: ['rate=200/s'] }],
  ['what was not decided', { more: { steady: { before: false } } }],
  ['what passed, and cannot be judged any more', {}, (place) => flip(join(place, 'requests.arrow'))],
  [
    'a run that was killed, of which there is neither an end nor a verdict',
    { failed: 9 },
    (place) => {
      const path = join(place, 'journal.ndjson')
      const lines = readFileSync(path, 'utf8').split('\n')
      writeFileSync(path, lines.filter((line) => !/"type":"(run|cleanup)-ended"/.test(line)).join('\n'))
      rmSync(join(place, 'seal.json'))
      rmSync(verdictOf(place))
    },
  ],
  [
    'what passed, of a newer format',
    {},
    (place) => replaceIn(join(place, 'journal.ndjson'), '"format":1', '"format":2'),
  ],
  [
    'a fail of a newer format on another target',
    { failed: 9, target: { name: 'compose', kind: 'compose', why: '' } },
    (place) => replaceIn(join(place, 'journal.ndjson'), '"format":1', '"format":2'),
  ],
  [
    'a fail of another drill that cannot be read, by its name',
    { failed: 9, drill: 'soak' },
    (place) => {
      writeFileSync(join(place, 'journal.ndjson'), '')
      rmSync(verdictOf(place))
      renameSync(place, join(place, '..', runName('soak', HOUR_MS)))
    },
  ],
  [
    'a record that cannot be read, and began too long ago',
    { failed: 9 },
    (place) => {
      writeFileSync(join(place, 'journal.ndjson'), '')
      rmSync(verdictOf(place))
      renameSync(place, join(place, '..', runName('kill-node', 8 * 24 * HOUR_MS)))
    },
  ],
]

describe('an older pass lets through', () => {
  it.each(PASSED_OVER)('past %s', async (_what, run, spoil) => {
    const { code, ids, first } = await withNewer(run, spoil)
    expect({ code, ids, unfit: first?.unfit.length }, JSON.stringify(first)).toMatchObject({
      code: 0,
      ids: ['older'],
    })
  })

  it('a newer pass lets through past any of them', async () => {
    const { directory } = await storedDoubt()
    expect((await firedrill(directory, ['gate', '1.2.0'])).code).toBe(1)
    await storeGateRun(directory, { name: 'newest' })
    expect((await firedrill(directory, ['gate', '1.2.0'])).code).toBe(0)
  })
})

async function storedDoubt() {
  const directory = project({ 'package.json': '{}', 'firedrill.gate.yaml': POLICY })
  const place = await storeGateRun(directory, { name: NEWER, agoMs: 2 * HOUR_MS, failed: 9 })
  flip(join(place, 'requests.arrow'))
  return { directory, place }
}
