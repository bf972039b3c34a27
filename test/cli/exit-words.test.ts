import { expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/map.ts'
import { exitText, OF_RUNS } from '../../src/cli/exit-words.ts'
import { EXIT } from '../../src/errors.ts'

it('has a line for each code, in order, with those that any command may end with', () => {
  expect(exitText({ [EXIT.refused]: 'no', [EXIT.pass]: 'yes' })).toBe(
    '\nExit codes:\n  0   yes\n  64  bad usage or configuration\n  70  harness error\n  77  no\n  (docs/errors.md says more)',
  )
})

it('names every code that there is, for a run; the three signals in one line', () => {
  const text = exitText(OF_RUNS)
  for (const code of Object.values(EXIT)) expect(text).toMatch(new RegExp(`[ /]${code}[ /]`))
  expect(text).toContain('\n  129/130/143  a signal\n')
})

it('says of every command when it ends with 0', () => {
  for (const [name, { exits }] of Object.entries(COMMANDS)) expect(exits[EXIT.pass], name).toMatch(/\w/)
})
