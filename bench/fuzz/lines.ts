/** What may have become of a file of lines, one JSON object each. */
import { type Changed, changedBytes, type Numbered } from './bytes.ts'
import type { Random } from './random.ts'
import { changedNumbers, changedValue } from './values.ts'

/** The first half is cut off; of the rest, most have lines that are changed, missing, twice or in another order. */
export function changedLines(lines: readonly string[], random: Random, numbered: Numbered): Changed {
  const whole = new TextEncoder().encode(`${lines.join('\n')}\n`)
  if (numbered.index < numbered.of / 2 || random.chance(0.3)) return changedBytes(whole, random, numbered)
  const { changed, how } = random.pick(CHANGES)([...lines], random)
  return { bytes: new TextEncoder().encode(`${changed.join('\n')}\n`), how }
}

type Change = (lines: string[], random: Random) => { changed: string[]; how: string }

const odd: Change = (lines, random) => {
  const at = random.int(lines.length)
  const { value, how } = changedValue(JSON.parse(lines[at] ?? '{}'), random)
  lines[at] = JSON.stringify(value) ?? ''
  return { changed: lines, how: `line ${at}: ${how}` }
}

const numbers: Change = (lines, random) => {
  const at = random.int(lines.length)
  const { value, how } = changedNumbers(JSON.parse(lines[at] ?? '{}'), random)
  lines[at] = JSON.stringify(value) ?? ''
  return { changed: lines, how: `line ${at}: ${how}` }
}

const numeral: Change = (lines, random) => {
  const at = random.int(lines.length)
  const written = random.pick(['1e999', '-1e999', 'NaN', '00', '1e-400', '0x10', '12345678901234567890'])
  let [seen, which] = [0, 0]
  const line = lines[at] ?? ''
  const count = line.match(NUMBERS)?.length ?? 0
  which = random.int(count)
  lines[at] = line.replace(NUMBERS, (told) => (seen++ === which ? written : told))
  return { changed: lines, how: `line ${at}: number ${which} is ${written}` }
}
const NUMBERS = /-?\d+(?:\.\d+)?/g

const missing: Change = (lines, random) => {
  const [at, count] = [random.int(lines.length), 1 + random.int(3)]
  lines.splice(at, count)
  return { changed: lines, how: `${count} lines missing from ${at} on` }
}

const twice: Change = (lines, random) => {
  const [from, to] = [random.int(lines.length), random.int(lines.length)]
  lines.splice(to, 0, lines[from] ?? '')
  return { changed: lines, how: `line ${from} once more at ${to}` }
}

const reordered: Change = (lines, random) => {
  const [from, to] = [random.int(lines.length), random.int(lines.length)]
  const [line = ''] = lines.splice(from, 1)
  lines.splice(to, 0, line)
  return { changed: lines, how: `line ${from} moved to ${to}` }
}

const junk: Change = (lines, random) => {
  const at = random.int(lines.length + 1)
  const line = random.pick([
    'null',
    '[]',
    '7',
    '"x"',
    '\u0000'.repeat(100),
    '{'.repeat(1000),
    '['.repeat(100_000),
    '{"a":'.repeat(5000),
    'x'.repeat(200_000),
    '{"__proto__":{"seq":0}}',
    '\ufffd\ufffd',
  ])
  lines.splice(at, 0, line)
  return { changed: lines, how: `junk before line ${at}: ${line.slice(0, 20)}` }
}

const CHANGES: readonly Change[] = [
  odd,
  odd,
  odd,
  numbers,
  numbers,
  numbers,
  numeral,
  missing,
  twice,
  reordered,
  junk,
]
