import { RECORD_FILES } from '../journal/record.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import { diagnosisLines } from './diagnosis-lines.ts'
import { xml } from './escape.ts'
import { guardLines } from './guard-lines.ts'
import { instanceLines } from './instance-lines.ts'
import { releaseBlocks, stopLine } from './release-lines.ts'
import { recoverCommand, remedyWords } from './remedy.ts'
import type { Reporter } from './reporter.ts'
import { targetLines } from './target-lines.ts'

/**
 * `junit.xml`: a suite for the drill, a case for each clause. A fail is a `<failure>`, inconclusive an `<error>`: see
 * docs/decisions/0062. Where a system shows both alike, the message begins with which it is.
 */
export const junit: Reporter = {
  file: RECORD_FILES.junit,
  render: ({ verdict, record, directory }) => {
    const { file } = record.drill
    const cases = verdict.clauses.map((clause) => testCase(clause, verdict, file))
    const own = runCase(verdict, file, directory)
    const failures = verdict.clauses.filter((clause) => clause.verdict === 'fail').length
    const errors =
      verdict.clauses.filter((clause) => clause.verdict === 'inconclusive').length + (own ? 1 : 0)
    const tests = cases.length + (own ? 1 : 0)
    const counts = `tests="${tests}" failures="${failures}" errors="${errors}" skipped="0"`
    const time = `time="${(verdict.durationMs / 1000).toFixed(3)}"`
    const name = `name="${xml(verdict.drill)}"`
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="firedrill" ${counts} ${time}>`,
      `  <testsuite ${name} ${counts} ${time} timestamp="${xml(verdict.startedAt)}">`,
      ...properties(verdict),
      ...cases,
      ...(own ? [own] : []),
      `    <system-out>${said(verdict).map(xml).join('\n')}</system-out>`,
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n')
  },
}

/** The summary, and what no clause tells of releases and instances. */
function said(verdict: Verdict): string[] {
  const releases = releaseBlocks(verdict).flatMap(({ head, lines }) => [head, ...lines])
  return [
    verdict.summary,
    ...targetLines(verdict),
    ...diagnosisLines(verdict),
    ...releases,
    ...verdict.stops.map(stopLine),
    ...instanceLines(verdict),
    ...guardLines(verdict),
  ]
}

function properties(verdict: Verdict): string[] {
  const values: [string, string][] = [
    ['verdict', verdict.verdict],
    ['run', verdict.run],
    ['cleanup', verdict.cleanup],
    ['exitCode', String(verdict.exitCode)],
    ['id', verdict.id],
    ['target', verdict.target.name],
    ['target.kind', verdict.target.kind],
    ['environment', verdict.environment ?? ''],
    ['seed', String(verdict.seed)],
    ['commit', verdict.commit.hash ?? ''],
    ...Object.entries(verdict.versions).map(([name, version]): [string, string] => [
      `version.${name}`,
      version,
    ]),
  ]
  const lines = values.map(([name, value]) => `      <property name="${xml(name)}" value="${xml(value)}"/>`)
  return ['    <properties>', ...lines, '    </properties>']
}

/** `file`: of the drill; GitLab and others link to it. What a clause takes is no time of its own. */
function testCase(clause: Clause, { drill }: Verdict, file: string): string {
  const name = `name="${xml(clause.objective)}" classname="${xml(`${drill}.${clause.window}`)}"`
  const open = `    <testcase ${name} file="${xml(file)}" time="0"`
  if (clause.verdict === 'pass') return `${open}/>`
  const details = [clause.message, clause.needed ?? '', ...clause.evidence].filter((line) => line !== '')
  const body = details.map(xml).join('\n')
  if (clause.verdict === 'fail') {
    const message = `message="${xml(`Failed: ${clause.message}`)}"`
    return `${open}><failure type="fail" ${message}>${body}</failure></testcase>`
  }
  const reason = clause.reason ?? ''
  const message = `message="${xml(`Inconclusive (${reason}): ${clause.message}`)}"`
  return `${open}><error type="inconclusive:${reason}" ${message}>${body}</error></testcase>`
}

/** What no clause says: a run that was stopped or is not clean, or that asked nothing. */
function runCase(
  { run, cleanup, reason, left, clauses, drill }: Verdict,
  file: string,
  directory: string,
): string | null {
  const troubles = [
    ...(run === 'completed' ? [] : [`The run was ${run}: ${reason}`]),
    ...(cleanup === 'clean' ? [] : [`Left behind: ${left.map(({ what }) => what).join(', ')}`]),
    ...(clauses.length === 0 ? ['No clause was judged.'] : []),
  ]
  if (troubles.length === 0) return null
  const message = xml(troubles.join(' '))
  const open = `    <testcase name="the run itself" classname="${xml(drill)}" file="${xml(file)}" time="0">`
  const type = run === 'completed' ? cleanup : run
  const remedies = left.flatMap(({ what, remedy }) =>
    remedy === null ? [] : [`${what}. ${remedyWords(remedy)}`],
  )
  const body =
    cleanup === 'clean' ? [] : [`To take back what can be: ${recoverCommand(directory)}`, ...remedies]
  return `${open}<error type="${type}" message="${message}">${body.map(xml).join('\n')}</error></testcase>`
}
