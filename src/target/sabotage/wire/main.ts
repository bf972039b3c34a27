/**
 * The program between users and the edge: `main.ts <settings as JSON>`. It spoils requests once a line was written to
 * its standard input, and ends, with its counts as its last words, when that is closed: by whoever started it, or
 * because that is gone.
 */
import { createInterface } from 'node:readline'
import { serveWire } from './proxy.ts'
import { countsLine, type WireSettings } from './settings.ts'

const LAST_ANSWERS_MS = 1000

const proxy = await serveWire(JSON.parse(process.argv[2] ?? '{}') as WireSettings)
// It has a session of its own, but a CI system may signal every process by name.
process.on('SIGINT', () => undefined)
const told = createInterface({ input: process.stdin })
told.once('line', () => proxy.begin())
told.once('close', () => {
  const finish = (): void => {
    process.stdout.write(countsLine(proxy.counts()), () => process.exit(0))
  }
  void proxy.close().then(finish)
  setTimeout(finish, LAST_ANSWERS_MS)
})
