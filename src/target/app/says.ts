/** All that a release says of itself, for a trial. */
import type { Json } from '../../drill/model.ts'
import type { Commanding } from './command.ts'
import type { Redact } from './redact.ts'
import type { VersionOptions } from './self-options.ts'

const ASK_TIMEOUT_MS = 2000

/** The whole of its version endpoint's JSON, without secrets; null where it has none, or it is no JSON. */
export async function whatItSays(
  url: string,
  version: VersionOptions,
  { context: { host }, redact }: Commanding,
): Promise<unknown> {
  const path = typeof version === 'string' ? version : version?.path
  if (path === undefined) return null
  const { status, body } = await host.net.request(`${url}${path}`, { timeoutMs: ASK_TIMEOUT_MS })
  if (status !== 200) return null
  try {
    return redactAll(JSON.parse(body), redact)
  } catch {
    return null
  }
}

/** Text by text: in the whole body, a pattern for URLs could take what stands between two of them. */
function redactAll(value: Json, redact: Redact): Json {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((each) => redactAll(each, redact))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, redactAll(each, redact)]))
}
