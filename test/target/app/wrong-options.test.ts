import { expect, it } from 'vitest'
import { z } from 'zod'
import { wrongOptions } from '../../../src/target/app/wrong-options.ts'

const schema = z.strictObject({
  instances: z.int(),
  run: z.string(),
  edge: z.strictObject({ url: z.string() }).optional(),
})

function said(value: unknown) {
  const issues = schema.safeParse(value).error?.issues ?? []
  const { code, message, hint } = wrongOptions(issues, 'target', Object.keys(schema.shape))
  return { code, lines: message.split('\n'), hint }
}

it('names every field with its path, and points at the configuration, whatever its file is called', () => {
  expect(said({ instances: '2', edge: { url: 3 } })).toEqual({
    code: 'config-invalid',
    lines: [
      expect.stringMatching(/^target\.instances: .*number/),
      expect.stringMatching(/^target\.run: /),
      expect.stringMatching(/^target\.edge\.url: .*string/),
    ],
    hint: 'Correct the fields named above in the configuration.',
  })
})

it('says what a field that is not known may have meant, where one is near', () => {
  expect(said({ instances: 2, run: 'x', instance: 2, rnu: 'y', colour: 'red' }).lines).toEqual([
    'target.instance: is not a known field; did you mean "instances"?',
    'target.rnu: is not a known field; did you mean "run"?',
    'target.colour: is not a known field',
  ])
  expect(said({ instances: 2, run: 'x', edge: { url: 'u', prot: 1 } }).lines).toEqual([
    'target.edge.prot: is not a known field',
  ])
})
