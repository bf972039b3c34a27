/** The container engine that the user's docker command would speak to, asked whether it is there. */
import { FiredrillError } from '../../errors.ts'
import { type FoundEndpoint, findEndpoint } from '../../host/engine/endpoint.ts'
import type { Engine, EngineAbout } from '../../host/engine/engine.ts'
import type { Host } from '../../host/host.ts'
import type { Refusal } from '../target.ts'

/** An engine that is well answers at once. */
const ENGINE_MS = 5000

export type Reached = { engine: Engine; endpoint: FoundEndpoint; about: EngineAbout } | { refusal: Refusal }

/** Reads only. */
export async function reachEngine(host: Host): Promise<Reached> {
  try {
    const endpoint = await findEndpoint(host)
    const engine = host.engines.open(endpoint, { timeoutMs: ENGINE_MS })
    return { engine, endpoint, about: await engine.about() }
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    return { refusal: { code: codeOf(error), reason: error.message, hint: error.hint } }
  }
}

function codeOf({ code }: FiredrillError): Refusal['code'] {
  return code === 'config-invalid' || code === 'tool-missing' ? code : 'engine-unreachable'
}
