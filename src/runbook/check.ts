/** Is the page still right? It is held against the configuration, the drills and the runs of today. */
import { formatAge } from './age.ts'
import type { Facts, SealedRehearsal } from './seal.ts'

/** What the configuration and the drills say today. */
export interface Held {
  releases: Facts['releases']
  tell: readonly string[]
  build: string | null
  inherits: readonly string[]
  /** Of all that a page may ask by hand. */
  asked: readonly string[]
  /** Of each drill that a rehearsal of the page ran, by the run; null: there is no such drill any more, and why. */
  drills: ReadonlyMap<string, HeldDrill>
  /** Runs that rehearsed the same since, and did not pass; or of the page, and do not pass any more. */
  notPassed: readonly { run: string; drill: string; why: string }[]
}

export type HeldDrill = { planned: readonly string[]; triggers: readonly string[] } | { gone: string }

export interface AgeLimit {
  nowMs: number
  maxAgeMs: number
}

/** Clocks of machines differ; a run of tomorrow is none. */
const AHEAD_MS = 5 * 60_000

/** Every reason why it is not, in words; none: it is. */
export function findings(facts: Facts, held: Held, limit: AgeLimit): string[] {
  return [
    ...versions(facts, held),
    ...facts.rehearsals.flatMap((rehearsal) => [
      ...tooOld(rehearsal, limit),
      ...otherCommands(rehearsal, held),
    ]),
    ...saidOtherwise(facts, held),
    ...held.notPassed.map(({ run, drill, why }) => `${drill} did not pass in ${run}: ${why}`),
  ]
}

function versions({ releases: then }: Facts, { releases: now }: Held): string[] {
  if (then?.current === now?.current && then?.next === now?.next) return []
  return [`It is about ${versionWords(then)}; the configuration is about ${versionWords(now)}.`]
}

function versionWords(releases: Facts['releases']): string {
  if (releases === null) return 'no release'
  return releases.next === null ? releases.current : `${releases.current} → ${releases.next}`
}

function tooOld({ run, startedAt }: SealedRehearsal, { nowMs, maxAgeMs }: AgeLimit): string[] {
  const ageMs = nowMs - Date.parse(startedAt)
  if (ageMs < -AHEAD_MS)
    return [`By this machine's clock ${run} begins in ${formatAge(-ageMs)}: how old it is cannot be told.`]
  if (ageMs <= maxAgeMs) return []
  return [`${run} is ${formatAge(ageMs)} old; at most ${formatAge(maxAgeMs)} is allowed.`]
}

function otherCommands(rehearsal: SealedRehearsal, { drills }: Held): string[] {
  const { run, drill } = rehearsal
  const now = drills.get(run) ?? { gone: `There is no drill ${drill} any more.` }
  if ('gone' in now) return [now.gone]
  const onPage = rehearsal.commands.filter((command) => !now.planned.includes(command))
  const more = now.planned.filter((command) => !rehearsal.planned.includes(command))
  const less = rehearsal.planned.filter(
    (command) => !now.planned.includes(command) && !onPage.includes(command),
  )
  return [
    ...onPage.map(
      (command) => `On the page, as ${run} ran it, and not run by the configuration of today: ${command}`,
    ),
    ...more.map(
      (command) => `Run by ${drill} as the configuration is today, and not rehearsed in ${run}: ${command}`,
    ),
    ...less.map((command) => `Run by ${drill} in ${run}, and no more: ${command}`),
    ...(alike(rehearsal.triggers, now.triggers)
      ? []
      : [`The triggers of ${drill} are others now: ${now.triggers.join('; ') || 'none'}.`]),
  ]
}

function saidOtherwise(facts: Facts, held: Held): string[] {
  return [
    ...(alike(facts.tell, held.tell) ? [] : ['The configuration names others to tell (`runbook.tell`).']),
    ...(facts.build === held.build ? [] : ['The configuration names another build (`runbook.build`).']),
    ...(facts.inherits === undefined || alike(facts.inherits, held.inherits)
      ? []
      : [
          `Commands are given other variables from the shell now (inheritEnv): ${held.inherits.join(', ') || 'none'}.`,
        ]),
    ...(facts.asked ?? [])
      .filter((line) => !held.asked.includes(line))
      .map((line) => `What is asked by hand is asked otherwise now: the page was made with ${line}.`),
  ]
}

function alike(these: readonly string[], those: readonly string[]): boolean {
  return these.length === those.length && these.every((each, index) => each === those[index])
}
