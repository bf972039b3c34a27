import { expect, test } from 'vitest'
import { chooseTarget } from '../../src/config/choose-target.ts'
import { toConfig } from '../../src/config/config.ts'
import { configSchema } from '../../src/config/schema.ts'
import { refusalOf } from './project.ts'

const own = { kind: 'processes', options: { run: 'x' } }
const other = { kind: 'compose', options: {} }

function loaded(fields: Record<string, unknown>, environment: string | null = null) {
  const config = toConfig(configSchema.parse({ loads: {}, ...fields }), '/p')
  return {
    config,
    environment,
    explained: [{ name: 'target.kind', value: 'processes', source: 'firedrill.config.ts' }],
  }
}

test('the configuration’s own, unless one is asked for by name or kind', () => {
  const both = loaded({ target: own, targets: { boxes: other } })
  expect(chooseTarget(both, null)).toEqual({ name: 'processes', config: own, why: 'firedrill.config.ts' })
  expect(chooseTarget(both, 'boxes')).toEqual({ name: 'boxes', config: other, why: '--target boxes' })
  expect(chooseTarget(both, 'processes')).toEqual({
    name: 'processes',
    config: own,
    why: '--target processes',
  })
})

test('nothing is guessed', async () => {
  expect(
    await refusalOf(() => chooseTarget(loaded({ targets: { boxes: other } }, 'staging'), null)),
  ).toMatchObject({
    code: 'target-unnamed',
    hint: expect.stringContaining('environment "staging" has none'),
  })
  expect(await refusalOf(() => chooseTarget(loaded({ targets: { boxes: other } }), 'boxen'))).toEqual({
    code: 'target-unknown',
    message: 'No target is called "boxen".',
    hint: 'Did you mean "boxes"? There are boxes.',
  })
  expect((await refusalOf(() => chooseTarget(loaded({}), 'x'))).hint).toContain('add `target`')
})
