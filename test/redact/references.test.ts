import { describe, expect, it } from 'vitest'
import { Redaction } from '../../src/redact/redaction.ts'
import { resolveReferences, withReferences } from '../../src/redact/references.ts'

function knowing(secrets: Record<string, string>, open: Record<string, string> = {}): Redaction {
  const redaction = new Redaction()
  for (const [called, value] of Object.entries(secrets)) redaction.learn(called, value)
  for (const [called, value] of Object.entries(open)) redaction.learn(called, value, false)
  return redaction
}

describe('what an undo needs', () => {
  it('stands in a journal by its name, and is found again by that', () => {
    const redaction = knowing({ 'env DATABASE_URL': 'postgres://me:hunter2@h/x', 'env SHORT': 'ab' })
    const args = {
      argv: ['migrate', '--url=postgres://me:hunter2@h/x', 'ab', 'about'],
      env: { PGPASSWORD: 'hunter2', MODE: 'plain' },
    }
    const written = withReferences(args, redaction)
    expect(written).toEqual({
      argv: ['migrate', '--url=‹env DATABASE_URL›', '‹env SHORT›', 'about'],
      env: { PGPASSWORD: '‹env DATABASE_URL#1›', MODE: 'plain' },
    })
    const resolved = resolveReferences(written, (called) => redaction.valueOf(called))
    expect(resolved).toEqual({ value: args, missing: [], isHidden: false })
  })

  it('is named too where the value itself is no secret, but has one in it', () => {
    const url = 'postgres://postgres:postgres@h/x'
    const redaction = knowing({}, { 'configuration target.options.env.URL': url })
    const written = withReferences({ env: { URL: url } }, redaction)
    expect(written.env.URL).toBe('‹configuration target.options.env.URL›')
    expect(resolveReferences(written, (called) => redaction.valueOf(called)).value.env.URL).toBe(url)
  })

  it('is hidden for good where it has no name', () => {
    const redaction = knowing({})
    const written = withReferences({ url: 'postgres://me:hunter2@h', env: { API_TOKEN: 'abc' } }, redaction)
    expect(written).toEqual({ url: 'postgres://me:‹redacted›@h', env: { API_TOKEN: '‹redacted›' } })
    expect(resolveReferences(written, () => 'x')).toMatchObject({ isHidden: true })
  })

  it('is told as missing where its name is not known', () => {
    const { missing, isHidden } = resolveReferences(
      { a: ['‹env A›', '‹env B› and ‹env A›'] },
      () => undefined,
    )
    expect({ missing, isHidden }).toEqual({ missing: ['env A', 'env B'], isHidden: false })
  })

  it('is never taken from a text that only looks like a reference', () => {
    const redaction = knowing({ 'env DATABASE_URL': 'postgres://me:hunter2@h/x' })
    const written = withReferences({ name: 'app says ‹env DATABASE_URL›' }, redaction)
    expect(JSON.stringify(resolveReferences(written, (called) => redaction.valueOf(called)))).not.toContain(
      'hunter2',
    )
  })

  it('is hidden as the argument after an option that is called as a secret', () => {
    const argv = ['./migrate', 'down', '--api-token', 'abc123secretxyz', '--fast', 'abc']
    expect(withReferences({ argv }, knowing({})).argv).toEqual(argv.with(3, '‹redacted›'))
    const redaction = knowing({ 'configuration target.options.down.3': 'abc123secretxyz' })
    expect(withReferences({ argv }, redaction).argv[3]).toBe('‹configuration target.options.down.3›')
  })
})
