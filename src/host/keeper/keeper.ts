/** The keeper's decisions. Part of its program: see `main.ts`. */
import { type Ask, at, words } from './asking.ts'
import { carryOut } from './carry-out.ts'
import type { Orders } from './orders.ts'
import type { Said } from './said.ts'
import type { Task } from './task.ts'

export interface KeeperNeeds {
  ask: Ask
  say(said: Said): void
  /** Monotonic, ms. */
  monoMs(): number
}

export const TICK_MS = 100
/** Who was held up for longer has not listened either: what was missed is no silence. */
const SLEPT_MS = 1000
const AGAIN_MS = 2000

export function createKeeper(orders: Orders, { ask, say, monoMs }: KeeperNeeds) {
  const held: Task[] = []
  /** What is still to be taken back, the latest first, with the last words about it. */
  const left = new Map<Task, string>()
  let own = ''
  let firedMs: number | null = null
  let taking = Promise.resolve()
  let isOver = false
  let [untilMs, tickMs, againMs] = [0, 0, 0]

  const renew = (): void => {
    if (firedMs === null) untilMs = monoMs() + orders.lengthMs
  }
  const takeBack = async (): Promise<void> => {
    againMs = Number.POSITIVE_INFINITY
    for (const [task, before] of left) {
      const { done, what } = await carryOut(task, own, ask, monoMs() - (firedMs ?? 0))
      if (done) left.delete(task)
      else left.set(task, what)
      if (what !== before) say({ said: done ? 'done' : 'not-yet', what: `${task.what}: ${what}` })
    }
    againMs = monoMs() + AGAIN_MS
    isOver = left.size === 0
    if (isOver) say({ said: 'over', what: 'everything was taken back' })
  }
  /** Resolves when each was tried once. */
  const fire = (why: string): Promise<void> => {
    if (firedMs !== null) return taking
    firedMs = monoMs()
    againMs = Number.POSITIVE_INFINITY
    say({ said: 'fired', what: why })
    for (const task of [...held].reverse()) left.set(task, '')
    // From here on nobody who renews the lease finds anyone under that name.
    taking = ask('POST', `/containers/${own}/rename?name=${orders.name}-fired`).then(takeBack)
    return taking
  }
  return {
    renew,
    fire,
    get fired(): boolean {
      return firedMs !== null
    },
    /** Everything was seen taken back. */
    get over(): boolean {
      return isOver
    },
    hold(task: Task): void {
      held.push(task)
      say({ said: 'holds', what: task.what })
    },
    /** False: this is another engine than the one that runs it, or none. */
    async begin(): Promise<boolean> {
      const answer = await ask('GET', `/containers/${orders.name}/json`)
      const { name, value } = orders.label
      if (answer.status === 200 && at(answer.json, ['Config', 'Labels', name]) === value) {
        own = String(at(answer.json, ['Id']))
        tickMs = monoMs()
        renew()
        say({ said: 'ready', what: `the lease is ${orders.lengthMs} ms` })
        return true
      }
      const isOther = answer.status === 404 || answer.status === 200
      const why = isOther
        ? 'the socket is that of another engine'
        : `no engine answers there: ${words(answer)}`
      say({ said: 'refused', what: why })
      return false
    },
    /** To be called every `TICK_MS`, never twice at once. */
    async tick(): Promise<void> {
      const nowMs = monoMs()
      const sleptMs = nowMs - tickMs - TICK_MS
      tickMs = nowMs
      if (firedMs === null) {
        if (sleptMs > SLEPT_MS) {
          untilMs += sleptMs
          say({ said: 'slept', what: `held up for ${Math.round(sleptMs)} ms` })
        }
        if (nowMs >= untilMs) await fire(`nothing was heard of the run for ${orders.lengthMs} ms`)
      } else if (nowMs >= againMs && nowMs - firedMs >= orders.lingerMs) {
        againMs = nowMs + AGAIN_MS
        await ask('DELETE', `/containers/${own}?force=true&v=true`)
      } else if (nowMs >= againMs && left.size > 0) {
        taking = takeBack()
        await taking
      }
    },
  }
}
