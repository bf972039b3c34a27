/**
 * Finds many byte strings in one pass over a text, however many they are: its time grows with the text alone.
 * Source: Aho and Corasick, "Efficient string matching", 1975.
 */
export interface Automaton {
  /**
   * Tells each place at which a pattern ends, by its index; of several that end at one byte the longest. Returns how
   * many of the last bytes begin a pattern that goes on: at least half of it, and six; else 0.
   */
  scan(bytes: Uint8Array, onHit: (pattern: number, start: number, end: number) => void): number
}

/** What was cut off after fewer bytes tells too little to be worth hiding. */
const LEAST_BEGUN = 6

/** Bytes are compared after `fold`. An empty pattern is never found. */
export function createAutomaton(
  patterns: readonly Uint8Array[],
  fold: (byte: number) => number = (byte) => byte,
): Automaton {
  const { classOf, width } = classesOf(patterns, fold)
  const trie = trieOf(patterns, classOf, width)
  const fail = withFailures(trie, width)
  const { next, ends, depth, least } = trie
  const lengths = Int32Array.from(patterns, ({ length }) => length)

  const begunAt = (last: number): number => {
    for (let state = last; state !== 0; state = fail[state] as number) {
      const length = depth[state] as number
      if (length >= LEAST_BEGUN && length * 2 >= (least[state] as number)) return length
    }
    return 0
  }
  return {
    scan(bytes, onHit) {
      let state = 0
      for (let at = 0; at < bytes.length; at++) {
        state = next[state * width + (classOf[bytes[at] as number] as number)] as number
        const hit = ends[state] as number
        if (hit >= 0) onHit(hit, at + 1 - (lengths[hit] as number), at + 1)
      }
      return begunAt(state)
    },
  }
}

interface Trie {
  /** By state × width + class. */
  next: Int32Array
  /** The longest pattern that ends in a state; −1: none. */
  ends: Int32Array
  depth: Int32Array
  /** The length of the shortest pattern that goes through a state. */
  least: Int32Array
  states: number
}

/** Bytes that no pattern has are all of class 0: the table has a column for each class and not for each byte. */
function classesOf(patterns: readonly Uint8Array[], fold: (byte: number) => number) {
  const ofFolded = new Map<number, number>()
  for (const pattern of patterns)
    for (const byte of pattern) if (!ofFolded.has(fold(byte))) ofFolded.set(fold(byte), ofFolded.size + 1)
  const classOf = Uint16Array.from({ length: 256 }, (_, byte) => ofFolded.get(fold(byte)) ?? 0)
  return { classOf, width: ofFolded.size + 1 }
}

function trieOf(patterns: readonly Uint8Array[], classOf: Uint16Array, width: number): Trie {
  const most = patterns.reduce((sum, { length }) => sum + length, 1)
  const trie = {
    next: new Int32Array(most * width),
    ends: new Int32Array(most).fill(-1),
    depth: new Int32Array(most),
    least: new Int32Array(most),
    states: 1,
  }
  for (const [index, pattern] of patterns.entries()) {
    let state = 0
    for (const byte of pattern) {
      const edge = state * width + (classOf[byte] as number)
      if (trie.next[edge] === 0) {
        trie.next[edge] = trie.states
        trie.depth[trie.states] = (trie.depth[state] as number) + 1
        trie.states += 1
      }
      state = trie.next[edge] as number
      const before = trie.least[state] as number
      trie.least[state] = before === 0 ? pattern.length : Math.min(before, pattern.length)
    }
    if (state !== 0 && trie.ends[state] === -1) trie.ends[state] = index
  }
  return trie
}

/** Fills in where each state goes on after a byte that its patterns do not have; returns each one's longest suffix. */
function withFailures({ next, ends, states }: Trie, width: number): Int32Array {
  const fail = new Int32Array(states)
  const queue: number[] = []
  for (let column = 1; column < width; column++) if (next[column] !== 0) queue.push(next[column] as number)
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number
    const suffix = fail[state] as number
    if (ends[state] === -1) ends[state] = ends[suffix] as number
    for (let column = 1; column < width; column++) {
      const edge = state * width + column
      const onward = next[suffix * width + column] as number
      if (next[edge] === 0) {
        next[edge] = onward
      } else {
        fail[next[edge] as number] = onward
        queue.push(next[edge] as number)
      }
    }
  }
  return fail
}
