/** Why a test fails, in the sentences of the verdict. What failed, what was not decided and what is left are told apart by name. */
import { RECORD_FILES } from '../journal/record.ts'
import { recoverCommand, remedyWords } from '../report/remedy.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'

export interface Judged {
  verdict: Verdict
  /** The record's, as a person would type it. */
  directory: string
}

abstract class JudgedError extends Error {
  readonly verdict: Verdict

  constructor({ verdict, directory }: Judged, named: Clause['verdict']) {
    super(textOf(verdict, directory, named))
    this.verdict = verdict
  }
}

/** An objective was broken: vitest shows it as any failed assertion. */
export class DrillFailed extends JudgedError {
  override readonly name = 'AssertionError'

  constructor(judged: Judged) {
    super(judged, 'fail')
  }
}

/** It could not be decided, or was not taken to its end: that says nothing of the app. */
export class DrillUndecided extends JudgedError {
  override readonly name = 'DrillUndecided'

  constructor(judged: Judged) {
    super(judged, 'inconclusive')
  }
}

/** It passed, and left something behind. */
export class DrillNotClean extends JudgedError {
  override readonly name = 'DrillNotClean'

  constructor(judged: Judged) {
    super(judged, 'fail')
  }
}

/** Null: it passed, and nothing is left. */
export function failureOf(judged: Judged): DrillFailed | DrillUndecided | DrillNotClean | null {
  const { verdict, run, cleanup } = judged.verdict
  if (verdict === 'fail') return new DrillFailed(judged)
  if (verdict === 'inconclusive' || run !== 'completed') return new DrillUndecided(judged)
  return cleanup === 'dirty' ? new DrillNotClean(judged) : null
}

/** The summary, each clause that matters, what is left with how it is removed, and where the report is. */
function textOf(verdict: Verdict, directory: string, wanted: Clause['verdict']): string {
  const { summary, clauses, run, reason, cleanup, left } = verdict
  const broken = clauses.filter((clause) => clause.verdict === wanted)
  const lines = broken.length === 1 ? broken.flatMap(neededLine) : broken.flatMap(clauseLines)
  const remains =
    cleanup === 'clean'
      ? []
      : left.map(({ what, remedy }) => leftWords(what, remedy ?? recoverCommand(directory)))
  return [
    summary,
    ...lines,
    ...(run === 'completed' ? [] : [`  The run was ${run}: ${reason}`]),
    ...remains,
    `  report: ${directory}/${RECORD_FILES.html}`,
  ].join('\n')
}

/** What is said of one alone, the summary has already. */
function neededLine({ verdict, needed }: Clause): string[] {
  return verdict === 'inconclusive' && needed !== null ? [`  To decide it: ${needed}`] : []
}

function clauseLines(clause: Clause): string[] {
  return [`  ${clauseWords(clause)}: ${clause.message}`, ...neededLine(clause).map((line) => `  ${line}`)]
}

function leftWords(what: string, remedy: string): string {
  return `  Left behind: ${what}. ${remedyWords(remedy)}`
}
