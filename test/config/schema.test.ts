import { expect, test } from 'vitest'
import { problemsOf } from '../../src/config/check.ts'
import { configSchema } from '../../src/config/schema.ts'

const problems = (value: unknown): string[] => {
  const { error } = configSchema.safeParse(value)
  return error ? problemsOf(configSchema, error.issues, value) : []
}

test('what is left out gets its default', () => {
  expect(configSchema.parse({ loads: {} })).toEqual({
    loads: {},
    targets: {},
    prefer: [],
    environments: {},
    guards: [],
    allowedHosts: [],
    probes: {},
    prober: { interval: '20ms', timeout: '2s' },
    warmUp: '5s',
    reports: 'reports',
    drills: 'drills',
    redact: [],
    handlers: {},
    indicators: {},
  })
})

test.each<[string, Record<string, unknown>, string]>([
  ['no loads', { loads: undefined }, 'loads: expected an object, got nothing'],
  ['a load', { loads: { shop: 5 } }, 'loads.shop: expected a string that is not empty or an object, got 5'],
  [
    'a script',
    { loads: { shop: {} } },
    'loads.shop.script: expected a string that is not empty, got nothing',
  ],
  [
    'vus',
    { loads: { shop: { script: 'x', vus: 'two' } } },
    'loads.shop.vus: expected a whole number ≥ 1, got "two"',
  ],
  [
    'vus of 0',
    { loads: { shop: { script: 'x', vus: 0 } } },
    'loads.shop.vus: expected a whole number ≥ 1, got 0',
  ],
  [
    'a request timeout',
    { loads: { shop: { script: 'x', requestTimeout: '0s' } } },
    'loads.shop.requestTimeout: expected a duration above zero, such as "20ms" or "2s", got "0s"',
  ],
  ['a warm-up', { warmUp: 5 }, 'warmUp: expected a duration, such as "150ms", "20s" or "2m", got 5'],
  [
    'a target',
    { target: 'processes' },
    'target: expected a target, such as processes({ … }), got "processes"',
  ],
  ['whom to tell', { runbook: { tell: '#releases' } }, 'runbook.tell: expected a list, got "#releases"'],
  [
    'a field of the runbook',
    { runbook: { tells: [] } },
    'runbook.tells: is not a known field; did you mean "tell"?',
  ],
  [
    'a prober path',
    { prober: { path: 'x' } },
    'prober.path: expected a path that begins with one "/", got "x"',
  ],
  [
    'a rate',
    { environments: { staging: { load: { maxRate: 50 } } } },
    'environments.staging.load.maxRate: expected a rate, such as "200/s" or "30/m", got 50',
  ],
  ['a probe', { probes: { q: { http: '' } } }, 'probes.q.http: expected a string that is not empty, got ""'],
  ['a preference', { prefer: ['boxes'] }, 'prefer[0]: no target is called "boxes"; there are none'],
  ['a handler', { handlers: { cut: 'x' } }, 'handlers.cut: expected a function, got "x"'],
  [
    'an indicator',
    { indicators: { m: { version: 1, measure: 1 } } },
    'indicators.m.measure: expected a function of a window, got 1',
  ],
  [
    'a short text to be hidden',
    { redact: ['abc'] },
    'redact[0]: expected a text of at least 4 characters, or a regular expression, got "abc"',
  ],
  [
    'a guard',
    { guards: [{ file: 'STOP' }, { uptime: { below: 95 } }] },
    'guards[1].uptime.below: expected a percentage, such as "95%", got 95',
  ],
  [
    'a guard of no kind',
    { guards: [{ over: '10s' }] },
    'guards[0]: expected one of uptime, errors, p50, p95, p99, readyInstances, maxDuration, file, url, got an object',
  ],
  [
    'an option of another guard',
    { guards: [{ maxDuration: '1h', over: '10s' }] },
    'guards[0].over: means nothing with maxDuration, which takes nothing',
  ],
  [
    'an unknown field of a guard',
    { guards: [{ uptme: { below: '95%' } }] },
    'guards[0].uptme: is not a known field; did you mean "uptime"?',
  ],
  [
    'a guard of an environment',
    { environments: { staging: { guards: [{ p95: { above: 'long' } }] } } },
    'environments.staging.guards[0].p95.above: expected a duration above zero, such as "20ms" or "2s", got "long"',
  ],
  [
    'a host with a scheme',
    { allowedHosts: ['localhost', 'https://staging.example.com'] },
    'allowedHosts[1]: expected a host without scheme and port, such as "staging.example.com", "10.0.0.5" or "10.0.0.0/24", got "https://staging.example.com"',
  ],
  [
    'a mark of production',
    { environments: { live: { production: 'yes' } } },
    'environments.live.production: expected true or false, got "yes"',
  ],
  ['an unknown field', { lods: {} }, 'lods: is not a known field; did you mean "loads"?'],
  [
    'an unknown field within',
    { prober: { intervall: '1s' } },
    'prober.intervall: is not a known field; did you mean "interval"?',
  ],
])('refused: %s', (_what, fields, line) => {
  expect(problems({ loads: {}, ...fields })).toContain(line)
})
