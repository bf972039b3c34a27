import type { Instance } from '../../target/target.ts'
import { failingChecks } from '../watch/failing-checks.ts'
import type { CreateEvaluator, Evaluation } from './condition.ts'

const ASK_EVERY_MS = 100
const ASK_TIMEOUT_MS = 2000

/**
 * Every instance that lives (or at least n) says that it is not ready, and names the check. Seen twice: by the
 * watch's newest look, and asked afresh; one look alone may be a race. One that lives and does not answer has said
 * nothing; one that is down need not.
 */
export const unready: CreateEvaluator<'unready'> = ({ check, atLeast }, { stage }) => {
  const { host, target, watch, journal } = stage
  let latest: Evaluation = { met: false, restedOn: 'no instance was asked yet' }
  let askedMs = Number.NEGATIVE_INFINITY
  const saysSo = ({ ready, failing }: Omit<Word, 'name' | 'lives'>): boolean =>
    ready !== null && ready !== 200 && (check === null || failing.includes(check))
  const ask = async ({ name, url, identity }: Instance): Promise<Word> => {
    // Without an address it cannot say which check fails: it has said nothing.
    if (url === null) return { name, lives: identity !== null, ready: null, failing: [] }
    const { status, body } = await host.net.request(new URL(target.paths.ready, url).href, {
      timeoutMs: ASK_TIMEOUT_MS,
    })
    const lives = identity !== null || status !== null
    return { name, lives, ready: status, failing: status === 200 ? [] : failingChecks(body) }
  }
  return {
    async look() {
      if (journal.nowMs() - askedMs < ASK_EVERY_MS) return latest
      askedMs = journal.nowMs()
      const words = await Promise.all((await target.instances()).map(ask))
      const living = words.filter(({ lives }) => lives)
      const watched = new Map(watch.now().map((state) => [state.name, state]))
      const good = living.filter((word) => saysSo(word) && saysSo(watched.get(word.name) ?? UNSEEN))
      const wanted = atLeast === 'all' ? Math.max(1, living.length) : atLeast
      latest = { met: good.length >= wanted, restedOn: words.map(inWords).join('; ') }
      return latest
    },
  }
}

interface Word {
  name: string
  /** Does anything of it live, or did it answer? */
  lives: boolean
  /** The status of its readiness endpoint; null: no answer. */
  ready: number | null
  failing: readonly string[]
}

const UNSEEN = { ready: null, failing: [] }

function inWords({ name, lives, ready, failing }: Word): string {
  if (ready === null) return lives ? `${name} lives and does not answer` : `${name} is down`
  if (ready === 200) return `${name} says that it is ready`
  return `${name} says that it is not ready${failing.length === 0 ? '' : `: ${failing.join(', ')}`}`
}
