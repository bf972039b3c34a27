/**
 * What hiding secrets costs in CPU time: logs that are copied into a record, names and keys of samples, texts of a
 * journal.
 *
 *     node --conditions=source bench/redaction.ts
 */
import { Redaction } from '../src/redact/redaction.ts'

const MEGABYTES = 32
const SECRETS = 20
const ROUNDS = 5

const redaction = new Redaction()
for (let index = 0; index < SECRETS; index++)
  redaction.learn(
    `env S${index}`,
    `postgres://user${index}:p-${'x'.repeat(8)}${index}-${index * 7919}@db:5432/shop`,
  )

const plain = (k: number) =>
  `2026-11-30T00:00:00.000Z GET /products/${k} 200 in ${k % 97} ms from 10.0.0.${k % 255}\n`
const json = (k: number) =>
  `{"level":30,"time":${1_796_000_000_000 + k},"req":{"method":"POST","url":"/orders?page=${k}&sort=name%20asc","headers":{"host":"shop","accept":"*/*"}},"msg":"order \\"${k}\\" taken"}\n`
const leaking = (k: number) =>
  k % 100 === 0 ? `connecting to postgres://user1:p-xxxxxxxx1-7919@db:5432/shop\n` : plain(k)

console.log(`${SECRETS} secrets, ${process.version}, best of ${ROUNDS}`)
for (const [name, line] of Object.entries({
  plain,
  json,
  'plain, a secret in one line of a hundred': leaking,
})) {
  const pieces = piecesOf(line)
  const ms = best(() => {
    for (const piece of pieces) redaction.lines(piece)
  })
  console.log(`logs, ${name}: ${Math.round((MEGABYTES / ms) * 1000)} MB/s`)
}
const line = (64 * 1024 * 15) | 0
console.log(
  `one line of ${line} bytes without an end: ${best(() => redaction.lines(Buffer.alloc(line, 0x61))).toFixed(1)} ms`,
)
for (const [name, text] of Object.entries({
  'a name': 'web-1',
  'a key': '3f2b8c1e-7d4a-4c39-9d0e-8f1a2b3c4d5e',
  'a sentence': 'web-1 ended with exit code 1 after 3.2 s: connection refused',
})) {
  const ms = best(() => {
    for (let k = 0; k < 100_000; k++) redaction.text(text)
  })
  console.log(`${name}: ${((ms / 100_000) * 1e6).toFixed(0)} ns`)
}

/** As they are read of a log. */
function piecesOf(write: (k: number) => string): Buffer[] {
  const lines: string[] = []
  for (let bytes = 0, k = 0; bytes < MEGABYTES * 1e6; k++) {
    lines.push(write(k))
    bytes += lines.at(-1)?.length ?? 0
  }
  const whole = Buffer.from(lines.join(''))
  const pieces: Buffer[] = []
  for (let at = 0; at < whole.length; ) {
    const end = whole.lastIndexOf('\n', at + 64 * 1024) + 1
    pieces.push(whole.subarray(at, end > at ? end : whole.length))
    at = end > at ? end : whole.length
  }
  return pieces
}

function best(work: () => void): number {
  // CPU time: others may be at work.
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}
