/** Values that nobody expects, and what they may be put into. */
import type { Random } from './random.ts'

export type Path = readonly (string | number)[]

/** JSON alone: what a file can hold. */
const IN_JSON: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => false,
  () => 0,
  () => -1,
  () => -0.000_001,
  () => 1.5,
  () => 1e300,
  () => -1e300,
  () => 5e-324,
  () => 2 ** 53,
  () => 2 ** 31,
  () => 65_536,
  () => '',
  () => 'x',
  () => '0',
  () => '__proto__',
  () => 'constructor',
  () => '../../../etc/passwd',
  () => '\u0000\u001b[31m',
  () => '\ud800',
  () => '9'.repeat(400),
  () => 'long '.repeat(20_000),
  () => [],
  () => ({}),
  () => [[[]]],
  () => [null, 1, 'x'],
  () => ({ toString: 1, valueOf: null }),
  () => nested(150, 'list'),
  () => nested(150, 'object'),
  () => nested(2000, 'list'),
]

/** What code can hold besides. */
const IN_CODE: readonly (() => unknown)[] = [
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => -0,
  () => undefined,
  () => 10n ** 30n,
  () => Symbol('x'),
  () => () => undefined,
  () => new Date(Number.NaN),
  () => new Map([['a', 1]]),
  () => new Error('x'),
  () => /(a+)+$/,
  () => Object.create(null),
  () => cyclic(),
]

export function oddValue(random: Random, from: 'json' | 'code' = 'json'): unknown {
  return random.pick(from === 'json' ? IN_JSON : [...IN_JSON, ...IN_CODE, ...IN_CODE])()
}

function nested(levels: number, of: 'list' | 'object'): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = of === 'list' ? [value] : { a: value }
  return value
}

function cyclic(): unknown {
  const loop: Record<string, unknown> = { a: 1 }
  loop.self = loop
  return loop
}

/** What lies deeper is left as it is: going through it would take the stack that the reader is to be tried with. */
const DEEPEST = 200

/** A copy of lists and plain objects; all else stays as it is. */
export function copied(value: unknown, level = 0): unknown {
  if (level > DEEPEST) return value
  if (Array.isArray(value)) return Array.from(value, (each) => copied(each, level + 1))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copied(each, level + 1)]))
  // What a mark by symbol makes of an object (a reference to the environment) is kept.
  return Object.assign(copy, onlySymbols(value))
}

function onlySymbols(value: object): object {
  return Object.fromEntries(
    Object.getOwnPropertySymbols(value).map((mark) => [mark, Reflect.get(value, mark)]),
  )
}

/** Every place in a value, the whole left out. */
export function places(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || at.length > DEEPEST) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...at, Array.isArray(value) ? Number(key) : key]
    return [here, ...places(inner, here)]
  })
}

/** At the ends of what numbers can be, and of what they may be: a run lasts at most 31 days. */
const NUMBERS = [
  0, 1, -1, 0.5, 2, 100, 1e-9, 5e-324, 1e6, 1e7, 2_678_400_000, -2_678_400_000, 1e12, 8.64e15, 1e300,
]

/** A copy with other numbers in a few places: what is of the right kind is looked at less closely. */
export function changedNumbers(whole: unknown, random: Random): { value: unknown; how: string } {
  const value = copied(whole)
  const numbers = places(value).filter((path) => typeof at(value, path) === 'number')
  if (numbers.length === 0) return changedValue(whole, random)
  const changes = Array.from({ length: 1 + random.int(3) }, () => {
    const path = random.pick(numbers)
    const number = random.pick(NUMBERS)
    Reflect.set(Object(at(value, path.slice(0, -1))), path.at(-1) ?? '', number)
    return `${path.join('.')} is ${number}`
  })
  return { value, how: changes.join(', ') }
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value)
}

/** A copy with something odd at one place. */
export function changedValue(
  whole: unknown,
  random: Random,
  from: 'json' | 'code' = 'json',
): { value: unknown; how: string } {
  const value = copied(whole)
  const all = places(value)
  // A plain value has no place within.
  if (all.length === 0) return { value: oddValue(random, from), how: 'something odd instead' }
  const path = random.pick(all)
  const parent = at(value, path.slice(0, -1)) as object
  const key = path.at(-1) ?? ''
  const shown = path.join('.')
  switch (random.int(8)) {
    case 0:
      Reflect.deleteProperty(parent, key)
      return { value, how: `${shown} taken out` }
    case 1:
      Object.defineProperty(parent, random.pick(['__proto__', 'constructor', 'x', `${String(key)}s`]), {
        value: oddValue(random, from),
        enumerable: true,
        configurable: true,
        writable: true,
      })
      return { value, how: `a further field beside ${shown}` }
    case 2: {
      const other = random.pick(places(value))
      Reflect.set(parent, key, copied(at(value, other)))
      return { value, how: `${other.join('.')} put at ${shown}` }
    }
    case 3: {
      const was: unknown = Reflect.get(parent, key)
      if (typeof was === 'number') Reflect.set(parent, key, was * random.pick([-1, 0, 1e3, 1e9, 1e18, 1e-9]))
      else if (typeof was === 'string') Reflect.set(parent, key, was.slice(0, random.int(was.length)))
      else if (typeof was === 'boolean') Reflect.set(parent, key, !was)
      else Reflect.set(parent, key, oddValue(random, from))
      return { value, how: `${shown} changed` }
    }
    default:
      Reflect.set(parent, key, oddValue(random, from))
      return { value, how: `something odd at ${shown}` }
  }
}
