import { expect, it } from 'vitest'
import type { GateRequirement } from '../../src/config/gate-policy.ts'
import { mayStillFail, screen } from '../../src/gate/screen.ts'
import { madeGateRecord } from '../cli/gate-record.ts'
import { requirement } from './requirement.ts'

const { header } = madeGateRecord()
const nowMs = header.zeroWallMs
const codes = (of: Partial<typeof header>, nowWallMs = nowMs, more: Partial<GateRequirement> = {}) =>
  screen({ ...header, ...of }, { ...requirement, ...more }, nowWallMs).map(({ code }) => code)

it('nothing speaks against a run of the same place, in time, with the same parameters', () => {
  expect(codes({})).toEqual([])
  expect(codes({}, nowMs + 3_600_000)).toEqual([])
  expect(codes({}, nowMs - 60_000), 'clocks differ by a little').toEqual([])
})

it('a millisecond too old is too old', () => {
  expect(codes({}, nowMs + 3_600_001)).toEqual(['too-old'])
  expect(codes({ zeroWallMs: Number.NaN })).toEqual(['too-old'])
  expect(codes({}, nowMs - 600_000)).toEqual(['from-the-future'])
})

it('an environment must be just the one that is named; a target may be left to it', () => {
  expect(codes({ environment: 'staging' })).toEqual(['other-environment'])
  expect(codes({}, nowMs, { environment: 'staging' })).toEqual(['other-environment'])
  expect(codes({ environment: 'staging' }, nowMs, { environment: 'staging', target: null })).toEqual([])
})

it('parameters must be just those that are named', () => {
  const set = (...pairs: string[]) => ({ options: { set: pairs } })
  expect(codes(set('rate=1/s'))).toEqual(['other-parameters'])
  expect(codes(set('rate=1/s', 'lose=pause'))).toEqual(['other-parameters', 'other-parameters'])
  expect(codes(set('where=a=b'), nowMs, { set: { where: 'a=b' } })).toEqual([])
  expect(codes({ options: {} }, nowMs, { set: { rate: '1/s' } })).toEqual(['other-parameters'])
})

it('a drill that was made in a test is not the one of its name in the project', () => {
  expect(codes({ options: { set: [], inline: true } })).toEqual(['made-in-test'])
  expect(codes({ options: { set: ['rate=50/s'], inline: true } }, nowMs, { set: { rate: '50/s' } })).toEqual([
    'made-in-test',
  ])
})

it('all that speaks against it is told', () => {
  const target = { name: 'compose', kind: 'compose (sabotaged: heals do nothing)', why: '' }
  expect(codes({ target, environment: 'x' }, nowMs + 3_600_001)).toEqual([
    'other-target',
    'other-environment',
    'sabotaged',
    'too-old',
  ])
})

it('a run may still fail where nothing but its clock, or how its parameters were given, speaks against it', () => {
  const at = (rate: string) => ({ options: { set: [`rate=${rate}`], params: { rate } } })
  const still = (of: Partial<typeof header>, rates: string[]) =>
    mayStillFail({ ...header, ...of }, screen({ ...header, ...of }, requirement, nowMs), rates.map(at))
  expect(still({}, [])).toBe(true)
  expect(still({ zeroWallMs: nowMs + 600_000 }, [])).toBe(true)
  expect(still(at('200/s'), ['100/s', '200/s'])).toBe(true)
  expect(still(at('200/s'), ['100/s'])).toBe(false)
  expect(still(at('200/s'), []), 'nothing would count').toBe(false)
  expect(still({ ...at('200/s'), environment: 'staging' }, ['200/s'])).toBe(false)
})

it('tells of a parameter that the drill does not have, as of a mistyped one', () => {
  const whys = (options: typeof header.options, set: Record<string, string>) =>
    screen({ ...header, options }, { ...requirement, set }, nowMs).map(({ code, why }) => [code, why])
  const params = { rate: '100/s', lose: 'kill' }
  expect(whys({ set: [], params }, { rat: '3/s' })).toEqual([
    ['other-parameters', 'the drill had no parameter rat; it had rate, lose'],
  ])
  expect(whys({ set: [], params }, { rate: '3/s' })).toEqual([
    ['other-parameters', 'it ran with rate as the drill has it, not at 3/s'],
  ])
  // A record that does not tell them says nothing of which there are.
  expect(whys({ set: [] }, { rat: '3/s' })[0]?.[1]).toContain('it ran with rat as the drill has it')
})
