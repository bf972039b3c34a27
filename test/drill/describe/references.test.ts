import { expect, test } from 'vitest'
import {
  describeInstance,
  describeInstances,
  describeRelease,
  describeVictim,
} from '../../../src/drill/describe/references.ts'
import { instance, instanceServing, instances, victim } from '../../../src/drill/refs.ts'
import {
  broken,
  current,
  exits,
  failing,
  neverReady,
  next,
  previous,
  release,
  slow,
} from '../../../src/drill/releases.ts'

test('instances, and services as victims', () => {
  expect([instance(), instance('web-1'), victim(), instanceServing(next())].map(describeInstance)).toEqual([
    'one instance (picked by the seed)',
    'web-1',
    'the victim of the latest fault',
    'an instance that serves the next release (picked by the seed)',
  ])
  expect([instances(), instances('a', 'b')].map(describeInstances)).toEqual(['all instances', 'a, b'])
  expect([describeVictim({ ref: 'service', name: 'db' }), describeVictim(instance('a'))]).toEqual([
    'service db',
    'a',
  ])
})

test('releases, and what is wrong with them', () => {
  const made = [exits(), neverReady(), slow('400ms'), failing('5%')].map((how) => broken(current(), how))
  expect([current(), next(), previous(), release('1.1.0'), ...made].map(describeRelease)).toEqual([
    'the current release',
    'the next release',
    'the release before',
    'release 1.1.0',
    'the current release, made to exit at its start',
    'the current release, made never to get ready',
    'the current release, made to answer 20 % of requests 400 ms late',
    'the current release, made to fail 5 % of requests',
  ])
})
