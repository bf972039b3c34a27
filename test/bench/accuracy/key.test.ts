/** A trial counts for what was tried, and for no other round. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cases } from '../../../bench/accuracy/cases.ts'
import { DECIDES, keyOfCase } from '../../../bench/accuracy/key.ts'
import { root } from '../../../bench/drill-trial.ts'
import { keyOfDrill } from '../../../bench/ledger.ts'

const one = cases[0]!

test('the same case and seed have the same key, whatever is told of the case', () => {
  expect(keyOfCase({ ...one, what: 'told otherwise' }, 1)).toBe(keyOfCase(one, 1))
})

test('another seed is another round', () => {
  expect(keyOfCase(one, 2)).not.toBe(keyOfCase(one, 1))
})

test('every case has a key of its own', () => {
  expect(new Set(cases.map((each) => keyOfCase(each, 1))).size).toBe(cases.length)
})

test('what is done to the machine meanwhile decides, and everything that is said to decide is there', () => {
  expect(DECIDES).toContain('bench/accuracy/meanwhile.ts')
  for (const path of DECIDES) expect([path, existsSync(join(root, path))]).toEqual([path, true])
})

test('the key of a drill holds the paths beside it', () => {
  const more = keyOfDrill('processes', one.drill, [], ['bench/accuracy/meanwhile.ts'])
  expect(more).not.toBe(keyOfDrill('processes', one.drill, []))
})
