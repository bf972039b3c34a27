/**
 * The prober, a program of its own, told by FIREDRILL_PROBE (a spec as JSON): its command line could be read by any user
 * of the machine, and the URL may hold a password. It says what it sees on its standard output until SIGTERM, after
 * which it waits for the probes under way, or until its standard input closes, because whoever started it is gone.
 */
import { nodeHost } from '../host/node.ts'
import { type ProberSpec, probe } from './prober.ts'
import { encodeMissed, encodeRow } from './wire.ts'

/** Writing each row at once would cost a system call and a wake-up of the reader for each. */
const BATCH_MS = 100

const host = nodeHost()
const spec = JSON.parse(process.env.FIREDRILL_PROBE ?? '{}') as ProberSpec
let batch = ''
let saidMissed = 0

const prober = probe(host.clock, host.net, spec, (row) => {
  batch += encodeRow(row)
})
const flush = (): void => {
  if (prober.missed !== saidMissed) batch += encodeMissed(prober.missed)
  saidMissed = prober.missed
  if (batch !== '') process.stdout.write(batch)
  batch = ''
}
setInterval(flush, BATCH_MS)

const finish = async (): Promise<void> => {
  await prober.stop()
  flush()
  process.stdout.write('', () => process.exit(0))
}
process.once('SIGTERM', () => void finish())
// It has a session of its own, but a CI system may signal every process by name.
process.on('SIGINT', () => undefined)
process.stdin.resume()
for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => process.exit(0))
process.stdout.once('error', () => process.exit(0))
