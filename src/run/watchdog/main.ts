/**
 * The watchdog of one run, a program of its own in a session of its own. Its standard input is a pipe from the
 * harness, which the system closes when the harness ends, however it ended. Without the word `released` before that,
 * the run is taken over and undone from its journal.
 */
import { nodeHost } from '../../host/node.ts'
import { ownRedaction, takeOverSecrets } from '../../redact/process.ts'
import { takeOver } from './take-over.ts'

const RELEASED = 'released\n'
/** The harness's own epoch: where somebody else was faster to follow it, the watchdog has nothing to do. */
const HARNESS = 0

/** Resolves with everything that was said once the pipe is closed. */
async function heard(): Promise<string> {
  let text = ''
  process.stdin.setEncoding('utf8')
  for await (const chunk of process.stdin) text += chunk
  return text
}

// It must outlive the terminal and a Ctrl-C that goes to the whole process group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
const directory = process.argv[2] ?? ''
takeOverSecrets(process.env)
if ((await heard()) !== RELEASED)
  console.log(JSON.stringify(ownRedaction.deep(await takeOver(nodeHost(), directory, 'watchdog', HARNESS))))
