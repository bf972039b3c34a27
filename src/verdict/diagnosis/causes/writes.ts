import type { LedgerSeen, Problem, Story } from '../../../measure/ledger/ledger.ts'
import { formatMs } from '../../../units.ts'
import { formatCount } from '../../wording.ts'
import type { Found, KnownCause, Scene } from '../scene.ts'

/** Writes that users were told of are not stored. */
export const lostWrites: KnownCause = (scene) =>
  fromLedger(scene, /lost writes/, 'lost', (stories) => ({
    what: isNear(stories)
      ? 'The app says that a write is done before it is stored: what had not been committed when it was hit is gone.'
      : 'The app says that a write is done, and does not store it.',
    tryThis: [
      'Answer only after the commit, and let a commit wait for the disk; nothing that was acknowledged may live in memory alone.',
    ],
  }))

/** Writes are stored more than once, or what is counted for them was taken more than once. */
export const doubledWrites: KnownCause = (scene) =>
  fromLedger(scene, /duplicated writes/, 'duplicated', (stories) => ({
    what: doubledWords(stories),
    tryThis: [
      'Give each write an idempotency key and keep it under a unique constraint; do all that belongs to the write in the one transaction that stores the key; try again only what has one.',
    ],
  }))

/** Jobs of stored writes are never done. */
export const lostJobs: KnownCause = (scene) =>
  fromLedger(scene, /lost jobs/, 'job-lost', (stories) => ({
    what: isNear(stories)
      ? 'A job is lost with the instance that had it: it is held in memory, or said to be done before it is.'
      : 'A write is stored without its job: the two are not made in one transaction, or the job is dropped.',
    tryThis: [
      'Store the job in the transaction that stores the write; take it off only when it is done; let a claim expire, so that another takes over.',
    ],
  }))

function doubledWords(stories: readonly Story[]): string {
  if (stories.length === 0)
    return 'A write that is tried again takes effect again, though it is stored once: what it counts is taken twice.'
  return stories.some(({ attempts }) => attempts.length > 1)
    ? 'A write that is tried again is stored again: the app does not know it by its key.'
    : 'A write that was sent once is stored twice: the edge, or the app, tries it again, and the app does not know it by its key.'
}

/** Were most of them sent within 5 s of something that was done? */
function isNear(stories: readonly Story[]): boolean {
  const near = stories.filter((story) => story.near !== null && Math.abs(story.near.afterMs) < 5000)
  return near.length * 2 > stories.length
}

function fromLedger(
  { measurements: { ledger }, breaches }: Scene,
  about: RegExp,
  problem: Extract<Problem, 'lost' | 'duplicated' | 'job-lost'>,
  say: (stories: readonly Story[]) => Pick<Found, 'what' | 'tryThis'>,
): Found | null {
  const broken = breaches.filter(({ clause }) => about.test(clause.objective))
  if (broken.length === 0 || ledger === null) return null
  const stories = ledger.stories.filter((story) => story.problem === problem)
  const differing = problem === 'job-lost' ? [] : balancesOf(problem, ledger)
  if (stories.length === 0 && differing.length === 0) return null
  return {
    sure: 'likely',
    ...say(stories),
    evidence: [...storyWords(stories, problem, ledger), ...differing.slice(0, 2)],
    windows: broken.map(({ clause }) => clause.window),
  }
}

function storyWords([first, ...others]: readonly Story[], problem: Problem, ledger: LedgerSeen): string[] {
  if (!first) return []
  const stories = [first, ...others]
  const isJob = problem === 'job-lost'
  const count = isJob ? ledger.jobs.lost : ledger.writes[problem === 'lost' ? 'lost' : 'duplicated']
  const through = new Set(
    stories.flatMap(({ attempts }) => attempts.flatMap(({ instance }) => instance || [])),
  )
  const { near } = first
  const when =
    near === null
      ? 'nothing was done to the app near it'
      : `it was sent ${formatMs(Math.abs(near.afterMs))} ${near.afterMs < 0 ? 'after' : 'before'} ${near.what}`
  const thing = isJob ? 'job' : 'write'
  return [
    `${formatCount(count)} ${thing}${count === 1 ? ' was' : 's were'} ${problem.replace('job-', '')}, such as that of ${first.key}`,
    when,
    ...(through.size > 0 ? [`they went through ${[...through].sort().join(' and ')}`] : []),
  ]
}

/** What is counted and not kept by key, and differs in that direction. */
function balancesOf(problem: 'lost' | 'duplicated', { differing }: LedgerSeen): string[] {
  return differing
    .filter(({ expected, actual }) => (problem === 'lost' ? actual < expected : actual > expected))
    .map(
      ({ name, expected, actual }) =>
        `${name} is ${formatCount(actual)} and should be ${formatCount(expected)}`,
    )
}
