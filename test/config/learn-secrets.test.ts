import { describe, expect, test } from 'vitest'
import { env } from '../../src/config/env.ts'
import { learnSecrets } from '../../src/config/learn-secrets.ts'
import { Redaction } from '../../src/redact/redaction.ts'

function learnt(config: Record<string, unknown>, given: Record<string, string> = {}) {
  const redaction = new Redaction()
  const warnings = learnSecrets(config, given, redaction)
  return { redaction, warnings, text: (text: string) => redaction.text(text) }
}

const target = (options: Record<string, unknown>) => ({ target: { kind: 'processes', options } })

describe('what must not be told', () => {
  test('values of the environment, in every environment of the configuration, but for those that may be shown', () => {
    const config = {
      ...target({ env: { A: env('A'), B: env('B', { secret: false }) } }),
      environments: { staging: { loads: { shop: { env: { C: env('C') } } } } },
    }
    const { text, redaction } = learnt(config, { A: 'value-a', B: 'value-b', C: 'value-c' })
    expect(text('value-a value-b value-c')).toBe('‹redacted› value-b ‹redacted›')
    expect(redaction.valueOf('env C')).toBe('value-c')
  })

  test('what is said of a variable counts more than its name; said in two ways it is a secret', () => {
    const redaction = new Redaction()
    redaction.learn('environment OPEN_TOKEN', 'value-a')
    redaction.learn('environment BOTH_TOKEN', 'value-b')
    const open = (name: string) => env(name, { secret: false })
    const config = target({ env: { A: open('OPEN_TOKEN'), B: open('BOTH_TOKEN'), C: env('BOTH_TOKEN') } })
    learnSecrets(config, { OPEN_TOKEN: 'value-a', BOTH_TOKEN: 'value-b' }, redaction)
    expect(redaction.text('value-a value-b')).toBe('value-a ‹redacted›')
  })

  test('a variable that is called as what every object has is not set by that', () => {
    const options = { env: { A: env('constructor') }, inheritEnv: ['toString'] }
    expect(learnt(target(options)).redaction.valueOf('env constructor')).toBeFalsy()
  })

  test('what holds itself is gone through once', () => {
    const options: Record<string, unknown> = { env: { A: env('A') } }
    options.self = options
    expect(learnt(target(options), { A: 'value-a' }).text('value-a')).toBe('‹redacted›')
  })

  test('what is written as a secret, and what patterns match', () => {
    const config = { ...target({ secrets: ['hunter2'] }), redact: ['hunter3', /tok_\w+/] }
    const { text, redaction } = learnt(config)
    expect(text('hunter2 hunter3 tok_a')).toBe('‹redacted› ‹redacted› ‹redacted›')
    expect(redaction.names()).toEqual([
      'configuration target.options.secrets.0',
      'configuration redact.0',
      'configuration redact.1',
    ])
  })

  test('passwords in connection strings, which are known by their place', () => {
    const url = 'postgres://me:hunter2@h/x'
    const { text, redaction } = learnt(target({ env: { URL: url } }))
    expect(text('it is hunter2')).toBe('it is ‹redacted›')
    expect(redaction.valueOf('configuration target.options.env.URL')).toBe(url)
  })

  test('fields that are named as secrets, unless everybody uses the word', () => {
    const { text, redaction } = learnt(
      target({
        env: { DB_PASSWORD: 'a-long-word', PGPASSWORD: 'postgres', API_TOKEN: '{services.api.token}' },
      }),
    )
    expect(text('a-long-word postgres {services.api.token}')).toBe('‹redacted› postgres {services.api.token}')
    expect(redaction.valueOf('configuration target.options.env.PGPASSWORD')).toBe('postgres')
  })

  test('arguments after an option that is named as a secret', () => {
    const { text, redaction } = learnt(
      target({
        migrations: {
          down: ['./migrate', 'down', '--api-token', 'abc123secretxyz', '--password', 'postgres'],
        },
      }),
    )
    expect(text('abc123secretxyz postgres')).toBe('‹redacted› postgres')
    expect(redaction.valueOf('configuration target.options.migrations.down.3')).toBe('abc123secretxyz')
    expect(redaction.valueOf('configuration target.options.migrations.down.5')).toBe('postgres')
  })

  test('variables that are handed on, where they are secrets by name or by what they are', () => {
    const given = { API_TOKEN: 'token-1', DATABASE_URL: 'redis://:hunter2@h', MODE: 'staging' }
    const { text, redaction } = learnt(
      target({ inheritEnv: ['API_TOKEN', 'DATABASE_URL', 'MODE', 'NONE'] }),
      given,
    )
    expect(text('token-1 hunter2 staging')).toBe('‹redacted› ‹redacted› staging')
    expect(redaction.names()).toEqual(['env API_TOKEN', 'env DATABASE_URL', 'env DATABASE_URL#1'])
  })

  test('nothing of what is neither', () => {
    const { redaction } = learnt({
      ...target({ run: 'node server.js', port: { env: 'PORT' } }),
      handlers: { x: () => 1 },
    })
    expect(redaction.names()).toEqual([])
  })
})

test('a person is told of what is too short to be hidden within a text', () => {
  const { warnings } = learnt(
    { ...target({ env: { A: env('A'), B: env('B') }, secrets: ['x'] }) },
    { A: 'ab', B: 'long enough' },
  )
  expect(warnings).toEqual([
    'target.options.secrets.0 has 1 character: as a secret it is hidden only where it stands alone.',
    "A has 2 characters: as a secret it is hidden only where it stands alone. Is it no secret, write env('A', { secret: false }).",
  ])
})
