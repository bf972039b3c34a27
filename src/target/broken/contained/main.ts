/**
 * A known-bad release within the container of a good one, before its own entry point: `main.ts --how slow … -- node
 * server.js`. As the container's main process it passes signals on, and ends as the good one would be seen to end.
 * Nothing is here but what `files.ts` names, and Node.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startOnlyChild } from '../../../host/processes/only-child.ts'
import { serveBroken } from '../proxy.ts'
import { fromArguments } from '../settings.ts'

const POLL_MS = 20
const LAST_ANSWERS_MS = 1000
/** `EX_CONFIG`. */
const MISCONFIGURED = 78
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const

const { settings, command } = fromArguments(process.argv.slice(2))
const { how, listen, behind, portVariable } = settings
if (how.kind === 'exits') {
  console.error('This release is broken on purpose: it does not boot.')
  process.exit(1)
}
const app = startOnlyChild(command, { ...process.env, [portVariable ?? 'PORT']: String(behind) })
for (const signal of SIGNALS) process.on(signal, () => app.signal(signal))

/** Whatever it answers. */
async function accepts(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD', signal: AbortSignal.timeout(LAST_ANSWERS_MS) })
    return true
  } catch (error) {
    return !(error instanceof Error && isRefused(error.cause))
  }
}

function isRefused(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ECONNREFUSED'
}

let ended = false
void app.exited.then(() => {
  ended = true
})
while (!ended && !(await accepts(behind))) {
  if (await accepts(listen)) {
    console.error(
      `This release cannot be broken on purpose: told by ${portVariable} to listen on ${behind}, it listens on ${listen}.`,
    )
    app.signal('SIGKILL')
    process.exit(MISCONFIGURED)
  }
  await sleep(POLL_MS)
}
const proxy = ended ? null : await serveBroken(settings)

const code = await app.exited
// Answers that the app gave before it ended are still on their way.
await Promise.race([proxy?.close(), sleep(LAST_ANSWERS_MS)])
process.exit(code)
