/**
 * The watchdog of one run, a program of its own in a session of its own. Its standard input is a pipe from the
 * harness, which the system closes when the harness ends, however it ended; and on which a harness that lives says so
 * every second. Without the word `released`, or when nothing is heard for long, the run is taken over and undone from
 * its journal.
 */
import { join } from 'node:path'
import { nodeHost } from '../../host/node.ts'
import { RECORD_FILES } from '../../journal/record.ts'
import { ownRedaction, takeOverSecrets } from '../../redact/process.ts'
import { RELEASED, SILENT_FOR_MS } from './beat.ts'
import { takeOver } from './take-over.ts'

/** The harness's own epoch: where somebody else was faster to follow it, the watchdog has nothing to do. */
const HARNESS = 0
const LAST_WORD = RELEASED.length

/** The end of everything that was said: once the pipe is closed, or nothing was heard for long. */
function heard(): Promise<string> {
  return new Promise((resolve) => {
    let tail = ''
    const silent = setTimeout(() => resolve(tail), SILENT_FOR_MS)
    process.stdin.setEncoding('utf8')
    process.stdin.on('data', (chunk: string) => {
      tail = `${tail}${chunk}`.slice(-LAST_WORD)
      silent.refresh()
    })
    for (const end of ['end', 'error'] as const) process.stdin.once(end, () => resolve(tail))
  })
}

// It must outlive the terminal and a Ctrl-C that goes to the whole process group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
const directory = process.argv[2] ?? ''
takeOverSecrets(process.env)
const host = nodeHost()
// Held open from the beginning: a record that is removed before the harness dies is still to be undone.
const journal = await host.files.openRead(join(directory, RECORD_FILES.journal))
if ((await heard()) !== RELEASED) {
  const taken = await takeOver(host, directory, 'watchdog', HARNESS, { held: () => journal.read() })
  console.log(JSON.stringify(ownRedaction.deep(taken)))
}
process.exit()
