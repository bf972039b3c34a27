import type { Problem, Story } from '../../../measure/ledger/ledger.ts'
import { formatMs } from '../../../units.ts'
import { formatCount } from '../../wording.ts'
import type { Found, KnownCause, Scene } from '../scene.ts'

/** Writes that users were told of are not stored. */
export const lostWrites: KnownCause = (scene) =>
  fromLedger(scene, 'lost', (near) => ({
    what: near
      ? 'The app says that a write is done before it is stored: what had not been committed when it was hit is gone.'
      : 'The app says that a write is done, and does not store it.',
    tryThis: [
      'Answer only after the commit, and let a commit wait for the disk; nothing that was acknowledged may live in memory alone.',
    ],
  }))

/** Writes are stored more than once. */
export const doubledWrites: KnownCause = (scene) =>
  fromLedger(scene, 'duplicated', (_, stories) => ({
    what: stories.some(({ attempts }) => attempts.length > 1)
      ? 'A write that is tried again is stored again: the app does not know it by its key.'
      : 'A write that was sent once is stored twice: the edge, or the app, tries it again without a key.',
    tryThis: [
      'Give each write an idempotency key and keep it under a unique constraint, in the same transaction as the write; try again only what has one.',
    ],
  }))

function fromLedger(
  { measurements, breaches }: Scene,
  problem: Problem,
  say: (near: boolean, stories: readonly Story[]) => Pick<Found, 'what' | 'tryThis'>,
): Found | null {
  const broken = breaches.filter(
    ({ clause }) => /writes/.test(clause.objective) && clause.objective.includes(problem),
  )
  const stories = (measurements.ledger?.stories ?? []).filter((story) => story.problem === problem)
  const [first] = stories
  if (broken.length === 0 || !first) return null
  const count = measurements.ledger?.writes[problem === 'lost' ? 'lost' : 'duplicated'] ?? stories.length
  const close = stories.filter(({ near }) => near !== null && Math.abs(near.afterMs) < 5000)
  const through = [
    ...new Set(stories.flatMap(({ attempts }) => attempts.flatMap(({ instance }) => instance || []))),
  ]
  return {
    sure: 'likely',
    ...say(close.length * 2 > stories.length, stories),
    evidence: [
      `${formatCount(count)} ${count === 1 ? 'write was' : 'writes were'} ${problem}, such as ${first.key}`,
      ...(first.near
        ? [
            `it was sent ${formatMs(Math.abs(first.near.afterMs))} ${first.near.afterMs < 0 ? 'after' : 'before'} ${first.near.what}`,
          ]
        : ['nothing was done to the app near it']),
      ...(through.length > 0 ? [`they went through ${through.sort().join(' and ')}`] : []),
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
