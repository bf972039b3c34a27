/** Exit codes in words, for help; docs/errors.md says more. */
import { EXIT } from '../errors.ts'

/** Of one command: its codes, and what each says of it. */
export type ExitWords = Readonly<Record<number, string>>

const SIGNALS = [EXIT.sighup, EXIT.sigint, EXIT.sigterm].join('/')

/** That any command may end with. */
const ANY: ExitWords = { [EXIT.usage]: 'bad usage or configuration', [EXIT.harness]: 'harness error' }

/** Of a run, and of everything that runs drills. */
export const OF_RUNS: ExitWords = {
  [EXIT.pass]: 'passed and clean',
  [EXIT.fail]: 'failed',
  [EXIT.inconclusive]: 'inconclusive',
  [EXIT.dirty]: 'something was left behind',
  [EXIT.aborted]: 'aborted by a guard',
  [EXIT.missing]: 'something needed is missing',
  [EXIT.busy]: 'another run holds the target',
  [EXIT.refused]: 'refused',
  [EXIT.sigint]: 'a signal',
}

/** Below a command's help. */
export function exitText(own: ExitWords): string {
  const codes = Object.entries({ ...ANY, ...own }).map(([code, words]) => ({
    code: Number(code) === EXIT.sigint ? SIGNALS : code,
    words,
  }))
  const width = Math.max(...codes.map(({ code }) => code.length))
  const lines = codes.map(({ code, words }) => `  ${code.padEnd(width)}  ${words}`)
  return `\nExit codes:\n${lines.join('\n')}\n  (docs/errors.md says more)`
}
