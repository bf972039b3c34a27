import { expect, it } from 'vitest'
import { lackingSecret } from '../../src/undo/lacking-secret.ts'

it('says what has to be known, and how', async () => {
  expect(
    await lackingSecret({ of: 'run-command', missing: ['env DATABASE_URL#1', 'environment API_TOKEN'] }),
  ).toEqual({
    healed: false,
    outcome: 'failed',
    evidence:
      'the undo "run-command" needs what is not known here: env DATABASE_URL#1, environment API_TOKEN',
    remedy: 'Set DATABASE_URL, API_TOKEN as it was for the run, and run `firedrill recover`.',
  })
  expect(await lackingSecret({ of: 'act', missing: ['configuration redact.0'] })).toMatchObject({
    remedy: expect.stringContaining('with the configuration as it was'),
  })
})

it('says when only a person can do it', async () => {
  expect(await lackingSecret({ of: 'act', missing: [] })).toMatchObject({
    healed: false,
    remedy: expect.stringContaining('by hand'),
  })
})
