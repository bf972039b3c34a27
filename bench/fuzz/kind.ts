/** The contract of a kind of input: how one is made by its number, and what reads it. */
import type { Numbered } from './bytes.ts'
import type { Random } from './random.ts'

/** `whole`: it was read as if nothing had happened. `partial`: it was read, and what is missing is said. */
export type Seen = 'whole' | 'partial' | { wrong: string }

export interface Input {
  /** What was done to it, in words. */
  how: string
  /** Throws a `FiredrillError`, or says what it saw; anything else is a finding. */
  read(): Promise<Seen> | Seen
}

export interface Kind {
  /** What of the product reads it. */
  readonly what: string
  /** How many of a hundred thousand inputs are of this kind. */
  readonly share: number
  /** May take its time: what is made once for all inputs. */
  prepare(): Promise<MakeInput>
}

export type MakeInput = (random: Random, numbered: Numbered) => Input
