import { describe, expect, test } from 'vitest'
import { type Changes, changesSince, type RunTraits } from '../../src/compare/changes.ts'
import type { RunStarted } from '../../src/journal/run-started.ts'
import { ranToEnd } from '../verdict/build-run.ts'

interface Made {
  header?: Partial<RunStarted>
  release?: { version: string; digest: string | null }
  drill?: object
  configuration?: RunTraits['configuration']
}

function traits({
  header,
  release,
  drill,
  configuration = { target: { kind: 'processes' } },
}: Made = {}): RunTraits {
  const record = ranToEnd(
    release
      ? {
          events: [
            { atMs: 1, type: 'release', ref: { ref: 'current' }, release: { ...release, where: '/app' } },
            {
              atMs: 2,
              type: 'release',
              ref: { ref: 'previous' },
              release: { version: '0', digest: null, where: '' },
            },
          ],
        }
      : {},
  )
  return {
    header: { ...record.header, ...header },
    drill: { ...record.drill, ...drill },
    events: record.events,
    configuration,
  }
}

const words = ({ changes }: Changes): string[] => changes.map((change) => `${change.of}: ${change.words}`)
const since = (green: Made, now: Made) => changesSince(traits(green), traits(now))
const INPUTS = [
  { role: 'compose file', path: 'compose.yml', digest: 'aa' },
  { role: 'edge file', path: 'ops/nginx.conf', digest: 'bb' },
]

test('between two runs of the same, nothing changed; and what is not known is no change', () => {
  const { changes, same, unknown, run } = since({}, {})
  expect(changes).toEqual([])
  expect(run).toBe('2026-01-02T03-04-05-kill-node')
  expect(same).toContain('the configuration')
  expect(unknown).toEqual(["the artifacts' digests", 'the files that the configuration names'])
})

describe('artifacts', () => {
  const of = (version: string, digest: string | null) => ({ release: { version, digest } })
  test('another version, and another artifact under the same version', () => {
    expect(words(since(of('1.0.0', 'sha256:aaaa'), of('1.1.0', 'sha256:bbbb')))).toEqual([
      'artifact: the current release: 1.0.0 (aaaa) → 1.1.0 (bbbb)',
    ])
    expect(words(since(of('1.0.0', 'aaaa'), of('1.0.0', 'bbbb')))).toEqual([
      'artifact: the current release 1.0.0 is another artifact: digest aaaa → bbbb',
    ])
  })

  test('a digest that is not known on one side is neither the same nor changed', () => {
    const { changes, unknown } = since(of('1.0.0', null), of('1.0.0', 'bbbb'))
    expect(changes).toEqual([])
    expect(unknown).toContain("the artifacts' digests")
    expect(since(of('1.0.0', 'aaaa'), of('1.0.0', 'aaaa')).same).toContain("the artifacts' digests")
  })
})

describe('the code', () => {
  const at = (hash: string | null, dirty = false) => ({ header: { commit: { hash, dirty } } })
  test('another commit is named as git takes it', () => {
    expect(words(since(at('aaaaaaaaaaaaaa'), at('bbbbbbbbbbbbbb', true)))).toEqual([
      "code: the project's commit: git log aaaaaaaaaa..bbbbbbbbbb, and changes that are not committed",
    ])
  })

  test('the same commit with changes is no proof that nothing changed', () => {
    expect(words(since(at('aa'), at('aa', true)))[0]).toContain(
      'this run had changes that were not committed',
    )
    expect(words(since(at('aa', true), at('aa', true)))[0]).toContain('both runs had changes')
    expect(since(at(null), at('aa')).unknown).toContain("the project's commit")
  })
})

test('the configuration, by the path of what differs', () => {
  const green = { configuration: { target: { kind: 'processes', options: { env: { DB_POOL: '10' } } } } }
  const now = {
    configuration: { target: { kind: 'processes', options: { env: { DB_POOL: '2', NEW: 'x' } } } },
  }
  expect(words(since(green, now))).toEqual([
    'configuration: target.options.env.DB_POOL: 10 → 2',
    'configuration: target.options.env.NEW: not set → x',
  ])
  expect(since({ configuration: null }, now).unknown).toContain('the configuration')
})

test('what is for other environments and other targets is no change', () => {
  const of = (pool: string, other: string) => ({
    configuration: {
      targets: { shop: { pool }, compose: { pool: other } },
      environments: { staging: other },
    },
  })
  expect(words(since(of('1', 'a'), of('1', 'b')))).toEqual([])
  expect(words(since(of('1', 'a'), of('2', 'a')))).toEqual(['configuration: targets.shop.pool: 1 → 2'])
})

test('many places are counted, and a long value is cut', () => {
  const many = (value: string) => ({
    configuration: Object.fromEntries(Array.from({ length: 20 }, (_, k) => [`k${k}`, value])),
  })
  const found = words(since(many('a'), many('b'.repeat(500))))
  expect(found).toHaveLength(13)
  expect(found.at(-1)).toBe('configuration: 8 more places')
  expect(found[0]?.length).toBeLessThan(120)
})

test('files that decide: changed, named anew, no longer named', () => {
  const [compose, edge] = INPUTS
  if (!compose || !edge) throw new Error('Two inputs were expected.')
  const script = { role: 'load script', path: 'shop.js', digest: 'cc' }
  const now = [{ ...compose, digest: 'xx' }, script]
  expect(words(since({ header: { inputs: INPUTS } }, { header: { inputs: now } }))).toEqual([
    'file: compose file compose.yml is changed',
    'file: edge file ops/nginx.conf is no longer named',
    'file: load script shop.js was not named then',
  ])
  expect(since({ header: { inputs: INPUTS } }, { header: { inputs: INPUTS } }).same).toContain(
    'the files that the configuration names',
  )
})

test('the drill and its parameters, but not where something stands in its file', () => {
  const moved = traits()
  const steps = JSON.parse(
    JSON.stringify(moved.drill.steps).replaceAll('drills/kill-node.ts:', 'drills/other.ts:1'),
  )
  expect(words(since({}, { drill: { steps, file: 'drills/other.ts' } }))).toEqual([])
  expect(words(since({}, { drill: { params: { rate: '300/s' } }, header: { strict: true } }))).toEqual([
    'drill: params.rate: 200/s → 300/s',
    'drill: strict: false → true',
  ])
})

test('the host and its tools; what older records do not say is no change', () => {
  const { versions } = traits().header
  expect(
    words(since({}, { header: { versions: { ...versions, load: 'k6 v2.3.0', machine: '2 cores' } } })),
  ).toEqual(['host: load: k6 v2.2.0 → k6 v2.3.0'])
})

test('the seed, by which another instance may have been hit', () => {
  expect(words(since({}, { header: { seed: 8 } }))).toEqual([
    'chance: seed: 7 → 8; another instance may have been hit',
  ])
})

test('where no release is known, what the instances served at first', () => {
  const serving = (version: string) => {
    const instance = {
      name: 'web-1',
      url: '',
      identity: null,
      release: { version, digest: 'aa', source: 'header' },
      ready: true,
    }
    const record = ranToEnd({ events: [{ atMs: 1, type: 'instances', instances: [instance], why: 'start' }] })
    return { ...traits(), events: record.events }
  }
  expect(words(changesSince(serving('1'), serving('2')))).toEqual([
    'artifact: what web-1 serves: 1 (aa) → 2 (aa)',
  ])
})
