import type { UndoOutcome } from './undo.ts'

export function nothingToUndo(evidence: string): UndoOutcome {
  return { healed: true, outcome: 'nothing', evidence, remedy: null }
}

export function undone(evidence: string): UndoOutcome {
  return { healed: true, outcome: 'undone', evidence, remedy: null }
}

export function failed(evidence: string, remedy: string): UndoOutcome {
  return { healed: false, outcome: 'failed', evidence, remedy }
}
