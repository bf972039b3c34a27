/** A run of inputs of one kind, one after the other. */
import type { Kind } from './kind.ts'
import { randomOf } from './random.ts'
import { tryInput } from './try-input.ts'

export interface Counts {
  inputs: number
  errors: number
  partial: number
  whole: number
}

export interface Finding {
  index: number
  how: string
  what: string
}

export interface RunOfKind {
  name: string
  kind: Kind
  seed: number
  /** How many there are in all: where one is cut off depends on it. */
  of: number
  from: number
  /** Called before each, so that a hang is seen by whoever looks. */
  onInput?: (index: number) => void
  onFinding: (finding: Finding) => void
}

export async function runKind({
  name,
  kind,
  seed,
  of,
  from,
  onInput,
  onFinding,
}: RunOfKind): Promise<Counts> {
  const make = await kind.prepare()
  const counts: Counts = { inputs: 0, errors: 0, partial: 0, whole: 0 }
  for (let index = from; index < of; index++) {
    onInput?.(index)
    const input = make(randomOf(seed, name, index), { index, of })
    const tried = await tryInput(input)
    counts.inputs += 1
    if (tried === 'error') counts.errors += 1
    else if (tried === 'partial') counts.partial += 1
    else if (tried === 'whole') counts.whole += 1
    else onFinding({ index, how: input.how, what: tried.finding })
  }
  return counts
}
