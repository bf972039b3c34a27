/** Whether requests that come in at the edge reach an instance: by who says that it answered. */
import type { Net } from '../../host/host.ts'
import { readSelf, type Self } from './said.ts'
import type { VersionOptions } from './self-options.ts'

/** An edge that draws one of two at random, as the least busy of several draws does, misses one so often once in a million. */
const REQUESTS = 20
const TIMEOUT_MS = 1000

interface Wanted {
  name: string
  /** Its own address, and the place where users come in; a path that users use. */
  url: string
  edge: string
  probePath: string
  version: VersionOptions
}

/** True at the first answer that it gave; null when no answer tells who gave it. */
export async function isReached(net: Net, wanted: Wanted): Promise<boolean | null> {
  const { url, edge, probePath, version } = wanted
  const ask = async (base: string): Promise<Self> =>
    readSelf(await net.request(`${base}${probePath}`, { timeoutMs: TIMEOUT_MS }), null, version)
  const itself = await ask(url)
  let told = false
  for (let asked = 0; asked < REQUESTS; asked++) {
    const answer = await ask(edge)
    const same = isSame(answer, itself, wanted.name)
    if (same) return true
    told ||= same !== null
  }
  return told ? false : null
}

/** By boot id where both tell one; else by name. */
function isSame(answer: Self, itself: Self, name: string): boolean | null {
  if (answer.bootId !== null && itself.bootId !== null) return answer.bootId === itself.bootId
  if (answer.instance !== null) return answer.instance === name || answer.instance === itself.instance
  return null
}
