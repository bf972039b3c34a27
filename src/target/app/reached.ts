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
  /** The own addresses of the other instances. */
  others: readonly string[]
}

/** True at the first answer that it gave; null when no answer tells who gave it. */
export async function isReached(net: Net, wanted: Wanted): Promise<boolean | null> {
  const { url, edge, probePath, version, others } = wanted
  const ask = async (base: string): Promise<Self> =>
    readSelf(await net.request(`${base}${probePath}`, { timeoutMs: TIMEOUT_MS }), null, version)
  const asked = await Promise.all(others.map(ask))
  const names = new Set(asked.flatMap(({ instance }) => instance ?? []))
  const own = { bootIds: new Set<string>(), instance: null as string | null, namesTell: true }
  let told = false
  for (let times = 0; times < REQUESTS; times++) {
    // Each time: it may be several processes, with a boot id each.
    const [itself, answer] = await Promise.all([ask(url), ask(edge)])
    if (itself.bootId !== null) own.bootIds.add(itself.bootId)
    own.instance = itself.instance ?? own.instance
    own.namesTell &&= itself.instance === null || namesOne(itself.instance, url, names)
    const same = isSame(answer, own, wanted.name)
    if (same) return true
    told ||= same !== null
  }
  return told ? false : null
}

/** Not a name that another one has too (its host's), nor one made of the address at which it is asked. */
function namesOne(instance: string, url: string, others: ReadonlySet<string>): boolean {
  const { host, hostname } = new URL(url)
  return !others.has(instance) && instance !== host && instance !== hostname
}

interface Own {
  bootIds: ReadonlySet<string>
  instance: string | null
  namesTell: boolean
}

/** By boot id where both tell one; else by name, where it tells one from another. */
function isSame(answer: Self, own: Own, name: string): boolean | null {
  if (answer.bootId !== null && own.bootIds.size > 0) return own.bootIds.has(answer.bootId)
  if (answer.instance === null || !own.namesTell) return null
  return answer.instance === name || answer.instance === own.instance
}
