import { describe, expect, test } from 'vitest'
import { failingChecks } from '../../../src/run/watch/failing-checks.ts'

const said = (body: unknown): string[] => failingChecks(JSON.stringify(body))

describe('what a readiness endpoint names as failing', () => {
  test.each<[string, unknown, string[]]>([
    [
      'objects in `failing`',
      { failing: [{ check: 'database', reason: 'gone' }, { check: 'worker' }] },
      ['database', 'worker'],
    ],
    ['names in `failing`', { failing: ['queue', 'database', 'queue'] }, ['database', 'queue']],
    ['a bare list', ['database'], ['database']],
    ['checks by name, in words', { checks: { database: 'down', queue: 'ok', disk: 'UP' } }, ['database']],
    ['checks by name, yes or no', { checks: { database: false, queue: true } }, ['database']],
    [
      'checks by name, as objects',
      { checks: { database: { status: 'fail' }, queue: { status: 'pass' } } },
      ['database'],
    ],
    [
      'Spring Boot',
      { status: 'DOWN', components: { db: { status: 'DOWN' }, ping: { status: 'UP' } } },
      ['db'],
    ],
    [
      'health+json',
      { checks: { 'db:time': [{ status: 'pass' }, { status: 'fail' }], cpu: [{ status: 'warn' }] } },
      ['db:time'],
    ],
    [
      'MicroProfile',
      {
        checks: [
          { name: 'db', status: 'DOWN' },
          { name: 'mq', status: 'UP' },
        ],
      },
      ['db'],
    ],
  ])('%s', (_what, body, names) => {
    expect(said(body)).toEqual(names)
  })

  test.each([
    [''],
    ['not ready'],
    ['null'],
    ['12'],
    ['{"ready":false}'],
    ['{"failing":[{"reason":"?"}, 5]}'],
    ['{"checks":5}'],
  ])('nothing, where it names nothing: %s', (body) => {
    expect(failingChecks(body)).toEqual([])
  })
})
