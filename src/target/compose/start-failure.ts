/** Why a service did not come up, in its own last words: `docker compose up` says only that. */
import { FiredrillError } from '../../errors.ts'
import type { Container } from '../../host/engine/engine.ts'
import { quoteLines } from '../app/last-lines.ts'
import { isUp } from './containers.ts'
import { lastWords } from './logs.ts'
import type { Runtime } from './runtime.ts'
import { logPath, type Surroundings } from './surroundings.ts'

/** Null when no container of them shows anything wrong, or when the run was cancelled. */
export async function startFailure(
  services: readonly string[],
  around: Surroundings,
  { containers, engine, context, redact }: Runtime,
  signal: AbortSignal,
): Promise<FiredrillError | null> {
  if (signal.aborted) return null
  for (const service of services) {
    const container = await containers.of(service)
    const wrong = container && wrongWith(container)
    if (!wrong) continue
    const log = logPath(around, service)
    const nowMs = context.host.clock.wallMs()
    const lines = await lastWords(engine, container.id, container.finishedMs ?? nowMs, redact)
    return new FiredrillError(wrong.code, `${service} ${wrong.how}.\n${quoteLines(service, lines)}`, {
      hint: `All that it wrote is in ${log}.`,
    })
  }
  return null
}

function wrongWith(container: Container): { code: 'start-failed' | 'never-ready'; how: string } | null {
  const { state, exitCode, oomKilled, health, restarts } = container
  const memory = oomKilled ? ', out of memory' : ''
  if (!isUp(container)) {
    const again = restarts > 0 ? `, started again ${restarts} times` : ''
    const how =
      state === 'created'
        ? 'was never started'
        : `ended before it was ready (exit code ${exitCode ?? 'unknown'}${memory}${again})`
    return { code: 'start-failed', how }
  }
  if (health === 'healthy' || health === null) return null
  return { code: 'never-ready', how: `was not ready in time: its health check says ${health}` }
}
