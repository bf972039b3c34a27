import type { StepContext } from './step.ts'

/** Something that a step asserts by itself, said as it should be. */
export interface Finding {
  /** `web-1 ends with exit code 0 within 45 s`. */
  what: string
  /** Null: it could not be seen. */
  holds: boolean | null
  evidence: string[]
}

/** Journals a finding: it becomes a clause of the enclosing window. */
export function find(
  { stage, window, path }: Pick<StepContext, 'stage' | 'window' | 'path'>,
  finding: Finding,
): void {
  stage.journal.write({ type: 'finding', window, path, ...finding })
}
