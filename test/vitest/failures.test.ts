import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/verdict/schema.ts'
import { DrillFailed, DrillNotClean, DrillUndecided, failureOf } from '../../src/vitest/failures.ts'
import { failedInput, passedInput } from '../report/build-input.ts'

const of = (verdict: Verdict) => failureOf({ verdict, directory: 'reports/run-1' })
const passed = passedInput().verdict
const left = [{ what: 'web-1 runs', evidence: 'pid 4711', remedy: 'kill 4711' }]

describe('a drill in a test', () => {
  it('that passed and left nothing does not fail it', () => {
    expect(of(passed)).toBeNull()
  })

  it('that failed is a failed assertion, with the sentence of the verdict', () => {
    const { verdict } = failedInput()
    const failure = of(verdict)
    expect(failure).toBeInstanceOf(DrillFailed)
    expect(failure?.name).toBe('AssertionError')
    expect(failure?.message.split('\n')).toEqual([verdict.summary, '  report: reports/run-1/report.html'])
  })

  it('names each of several broken clauses', () => {
    const { verdict } = failedInput()
    const broken = verdict.clauses.find((clause) => clause.verdict === 'fail')
    if (!broken) throw new Error('no clause is broken')
    const line = `  ${broken.objective} in ${broken.window}: ${broken.message}`
    const both = of({ ...verdict, clauses: [broken, broken] })
    expect(both?.message.split('\n').slice(1, -1)).toEqual([line, line])
  })

  it('that was not decided is told apart, with what would decide it', () => {
    const [first, ...others] = passed.clauses
    if (!first) throw new Error('there is no clause')
    const open = {
      ...first,
      verdict: 'inconclusive',
      message: '10 requests.',
      needed: '2,995 requests.',
    } as const
    const failure = of({ ...passed, verdict: 'inconclusive', clauses: [open, ...others] })
    expect(failure).toBeInstanceOf(DrillUndecided)
    expect(failure?.name).toBe('DrillUndecided')
    expect(failure?.message).toContain('\n  To decide it: 2,995 requests.\n')
    const both = of({ ...passed, verdict: 'inconclusive', clauses: [open, open] })
    const lines = `  ${open.objective} in ${open.window}: 10 requests.\n    To decide it: 2,995 requests.\n`
    expect(both?.message).toContain(`\n${lines}${lines}`)
  })

  it('that was stopped is not decided, though nothing of it failed', () => {
    const failure = of({
      ...passed,
      verdict: 'inconclusive',
      run: 'interrupted',
      reason: 'SIGINT was received',
    })
    expect(failure).toBeInstanceOf(DrillUndecided)
    expect(failure?.message).toContain('The run was interrupted: SIGINT was received')
  })

  it('that left something says what, and how it is removed, also where it failed', () => {
    const unclean = of({ ...passed, cleanup: 'dirty', left })
    expect(unclean).toBeInstanceOf(DrillNotClean)
    expect(unclean?.message).toContain('Left behind: web-1 runs. By hand: kill 4711')
    const both = of({ ...failedInput().verdict, cleanup: 'dirty', left })
    expect(both).toBeInstanceOf(DrillFailed)
    expect(both?.message).toContain('Left behind: web-1 runs')
  })
})
