/**
 * A known-bad release made of a good one: `main.ts --how slow … -- node server.js` starts the good one, which listens
 * on another port, and stands before it. Signals are passed on, and it ends as the good one does.
 */
import { nodeHost } from '../../host/node.ts'
import { serveBroken } from './proxy.ts'
import { fromArguments } from './settings.ts'

const POLL_MS = 20
const LAST_ANSWERS_MS = 1000
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const

const host = nodeHost()
const { settings, command } = fromArguments(process.argv.slice(2))
if (settings.how.kind === 'exits') {
  console.error('This release is broken on purpose: it does not boot.')
  process.exit(1)
}
// Everything that is started here carries the mark of this process, which it was given; typed by hand there is none.
const mark = process.env.FIREDRILL_RUN ?? `by-hand/${process.pid}`
const app = await host.processes.spawn({
  argv: command,
  cwd: process.cwd(),
  env: process.env,
  mark,
  stdout: 'pipe',
  stderr: 'pipe',
})
app.stdout?.pipe(process.stdout)
app.stderr?.pipe(process.stderr)
for (const signal of SIGNALS)
  process.on(signal, async () => {
    for (const one of await host.processes.marked(mark)) await host.processes.signal(one, signal)
  })

const accepts = () => host.net.accepts('127.0.0.1', settings.behind, LAST_ANSWERS_MS)
let ended = false
void app.exited.then(() => {
  ended = true
})
while (!ended && !(await accepts())) await host.clock.sleep(POLL_MS)
const proxy = ended ? null : await serveBroken(settings)

const { code, signal } = await app.exited
// Answers that the app gave before it ended are still on their way.
await Promise.race([proxy?.close(), host.clock.sleep(LAST_ANSWERS_MS)])
if (code !== null) process.exit(code)
for (const each of SIGNALS) process.removeAllListeners(each)
process.kill(process.pid, signal ?? 'SIGKILL')
