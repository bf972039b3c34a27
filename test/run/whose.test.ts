import { beforeEach, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import { journalOf, whereToRecover, whoseRun } from '../../src/run/whose.ts'
import { DEAD, deadRun } from './dead-run.ts'

const PROJECT = { root: '/app', reportsDir: '/app/reports' }
const BELOW = '/app/reports/r'
const OUT = '/out/r'
let host: FakeHost

beforeEach(async () => {
  host = fakeHost()
  await host.files.makeDir('/other')
})

const OWN = { kind: 'own' }
const OTHER = { kind: 'other', root: '/other' }
const UNKNOWN = { kind: 'unknown' }

test.each([
  ['names the project', BELOW, '/app', OWN],
  ['names it, and lies elsewhere', OUT, '/app', OWN],
  ['names another', OUT, '/other', OTHER],
  ['names another, below this one’s reports', BELOW, '/other', OTHER],
  ['names a directory that is gone: the project was moved', BELOW, '/gone', OWN],
  ['names a directory that is gone, and lies elsewhere', OUT, '/gone', UNKNOWN],
  ['names none', BELOW, undefined, OWN],
  ['names none, and lies elsewhere', OUT, undefined, UNKNOWN],
] as const)('a record that %s', async (_, directory, root, whose) => {
  expect(await whoseRun(host, { directory, root }, PROJECT)).toEqual(whose)
})

test('where it is to be recovered is said', () => {
  expect(whereToRecover(OUT, { kind: 'other', root: '/other' })).toBe(
    'Run `firedrill recover /out/r` in /other',
  )
  expect(whereToRecover(OUT, { kind: 'unknown' })).toBe('Run `firedrill recover /out/r`')
  expect(whereToRecover('/out/my runs/r', { kind: 'unknown' })).toBe(
    "Run `firedrill recover '/out/my runs/r'`",
  )
})

test('a journal that is not there, or is none, tells nothing', async () => {
  expect(await journalOf(host, DEAD)).toBeNull()
  await deadRun(host, [], { root: '/other' })
  expect((await journalOf(host, DEAD))?.header.root).toBe('/other')
  await host.files.writeAtomic(`${DEAD}/journal.ndjson`, 'none\n')
  expect(await journalOf(host, DEAD)).toBeNull()
})
