/** The runbook as data: what a person does, in order, and what was missing to say more. Made by make.ts, written by page.ts. */

export const PARTS = [
  'build',
  'checks',
  'triggers',
  'migration',
  'rollout',
  'validation',
  'rollback',
  'tell',
] as const
export type PartKey = (typeof PARTS)[number]

export interface Runbook {
  target: string
  environment: string | null
  /** Versions: what serves before, and is brought back; what is shipped. */
  current: string | null
  next: string | null
  /** The runs that it is made from, the newest first, each once. */
  rehearsals: RehearsalLine[]
  parts: Part[]
  /** Names of variables that every command is given from the shell. */
  inherits: readonly string[]
  /** Are programs looked for in `node_modules/.bin` as well? */
  hasPrograms: boolean
  /** What was run in a rehearsal and is not what the configuration would run today; in words. */
  unfit: string[]
}

export interface RehearsalLine {
  run: string
  drill: string
  /** ISO, UTC. */
  startedAt: string
  /** The verdict in a sentence. */
  summary: string
  /** The command that runs it again, as typed. */
  again: string
}

export interface Part {
  key: PartKey
  title: string
  /** What is to be known before anything is typed. */
  notes: string[]
  /** A list: the triggers, whom to tell. */
  points: string[]
  steps: RunbookStep[]
  missing: Missing[]
}

export interface RunbookStep {
  what: string
  /** As typed in the project's root; null: there is nothing to type, it is looked at. */
  command: string | null
  /** Variables that have to be set before. */
  variables: string[]
  /** In angle brackets: what only the moment tells. */
  standIns: string[]
  /** What was seen when it was rehearsed. */
  expect: string[]
  tookMs: number | null
  /** The run that it comes from; null: it comes from the configuration, and nobody has tried it. */
  run: string | null
}

/** What nobody has rehearsed. */
export interface Missing {
  what: string
  /** Commands of the project, each of which would rehearse it; none: there is no such drill. */
  rehearse: readonly string[]
}
