/** Requests that meet an instance which is gone, or which hangs: each is told of once. */
import type { HttpHandlers } from '../../../host/serve.ts'

type Handled = Parameters<HttpHandlers['request']>

/** An edge that checks its instances passes nobody on to one that takes so long to begin with an answer. */
const ANSWERS_WITHIN_MS = 1000

export class Unanswered {
  /** Of those that were not told of. */
  readonly #timers = new Map<Handled[0], NodeJS.Timeout>()
  readonly #onMet: () => void

  constructor(onMet: () => void) {
    this.#onMet = onMet
  }

  /** From now on an answer is awaited, until it has come or its user has gone. */
  watch(...[request, response]: Handled): void {
    const timer = setTimeout(() => this.met(request), ANSWERS_WITHIN_MS)
    this.#timers.set(request, timer)
    response.once('close', () => {
      clearTimeout(timer)
      this.#timers.delete(request)
    })
  }

  /** An answer has begun; it may still break off. */
  answered(request: Handled[0]): void {
    clearTimeout(this.#timers.get(request))
  }

  /** There will be no answer, or not all of it. */
  met(request: Handled[0]): void {
    const timer = this.#timers.get(request)
    if (timer === undefined) return
    clearTimeout(timer)
    this.#timers.delete(request)
    this.#onMet()
  }
}
