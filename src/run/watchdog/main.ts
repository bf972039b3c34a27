/**
 * The watchdog of one run, a program of its own in a session of its own. Its standard input is a pipe from the
 * harness, which the system closes when the harness ends, however it ended; and on which a harness that lives says so
 * every second. Without the word `released`, or when nothing is heard for long, the run is taken over and undone from
 * its journal.
 */
import { nodeHost } from '../../host/node.ts'
import { ownRedaction, takeOverSecrets } from '../../redact/process.ts'
import { FIRST_EPOCH } from '../epoch.ts'
import { RELEASED } from './beat.ts'
import { heard } from './heard.ts'
import { takeOver } from './take-over.ts'

// It must outlive the terminal and a Ctrl-C that goes to the whole process group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
const directory = process.argv[2] ?? ''
takeOverSecrets(process.env)
const host = nodeHost()
// Given open by the harness: a record that is removed, even before this program has begun, is still to be undone.
const journal = await host.files.openRead('/dev/fd/3')
if ((await heard(process.stdin)) !== RELEASED) {
  // Where somebody else was faster to follow the harness, nothing is left to do.
  const taken = await takeOver(host, directory, 'watchdog', FIRST_EPOCH, { held: () => journal.read() })
  console.log(JSON.stringify(ownRedaction.deep(taken)))
}
process.exit()
