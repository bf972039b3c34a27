/**
 * What a process must not let out, and how it is kept in: in whatever it writes to the run record, to a terminal or to
 * a page of a CI system. One object for a process (`process.ts`), so that nothing can be written past it.
 */
import { createAutomaton } from './automaton.ts'
import { credentialsIn } from './credentials.ts'
import { type DataOf, deepRedacted } from './deep.ts'
import { SHORTEST } from './forms.ts'
import { isJson, jsonLike, parsedJson } from './json-text.ts'
import { byLines, replaced } from './lines.ts'
import { allFormsOf, begunRanges, foldSecret, hiddenRanges, merged, type Wanted } from './ranges.ts'
import { SaltedDigest } from './salted-digest.ts'
import { REDACTED } from './shown.ts'

const LINE_END = 0x0a

export interface Known {
  value: string
  /** False: it may be shown, and is told only by its name where an undo needs it. */
  secret: boolean
}

/** All that another process has to know in order to hide the same; nothing of it may be written anywhere. */
export interface HandedOver {
  known: [called: string, value: string, secret: boolean][]
  patterns: [called: string, source: string, flags: string][]
}

export class Redaction {
  readonly #known = new Map<string, Known>()
  readonly #patterns = new Map<string, RegExp>()
  readonly #kept = new Set<string>()
  readonly #places = new Map<string, string>()
  readonly #digest = new SaltedDigest()
  #compiled: { wanted: Wanted; whole: ReadonlySet<string> } | null = null

  /**
   * From now on the value is hidden, with the passwords, keys and lines that are in it. `called` names it where its
   * value may not stand: `env DATABASE_URL`. A value of fewer than four characters is hidden only where it is a whole
   * text. `secret` false: the value itself may be shown; the passwords in it not.
   */
  learn(called: string, value: string, secret = true): void {
    if (value === '') return
    this.#known.set(called, { value, secret })
    for (const [index, part] of credentialsIn(value).entries())
      this.#known.set(`${called}#${index + 1}`, { value: part, secret: part.length >= SHORTEST })
    this.#compiled = null
  }

  /** It may be shown, by the word of whoever knows better than its name. */
  unlearn(called: string): void {
    for (const name of [...this.#known.keys()])
      if (name === called || name.startsWith(`${called}#`)) this.#known.delete(name)
    this.#compiled = null
  }

  /** From now on whatever matches is hidden. */
  learnPattern(called: string, { source, flags }: RegExp): void {
    // Line by line: `^` and `$` are meant so in a log.
    this.#patterns.set(called, new RegExp(source, `${flags.replaceAll(/[gmy]/g, '')}gm`))
    this.#compiled = null
  }

  /** Is never hidden, though a secret be a part of it: what the record hangs together by. */
  keep(text: string): void {
    this.#kept.add(text)
  }

  /** Paths below `from` are told as if they were below `to`: where the file can be read that will be there. */
  place(from: string, to: string): void {
    this.#places.set(`${from}/`, `${to}/`)
  }

  /** Names of all that it knows. */
  names(): string[] {
    return [...this.#known.keys(), ...this.#patterns.keys()]
  }

  /** The value that is called so; undefined: it is not known here. */
  valueOf(called: string): string | undefined {
    return this.#known.get(called)?.value
  }

  /** Each with its name, the longest first. */
  values(): (Known & { called: string })[] {
    const all = [...this.#known].map(([called, known]) => ({ called, ...known }))
    return all.sort((a, b) => b.value.length - a.value.length)
  }

  /** A text that leaves the process. It may have been cut off: the beginning of a secret at its end, or before a `…`, is hidden too. */
  text(text: string): string {
    let told = this.#apart(text, [...this.#kept], true)
    for (const [from, to] of this.#places) if (told.includes(from)) told = told.replaceAll(from, to)
    return told
  }

  /** Whole secrets alone, and paths as they are: for what is read by firedrill itself. */
  hidden(text: string): string {
    return this.#apart(text, [...this.#kept], false)
  }

  /** One of many keys: where something of it is hidden, it is still told from the others. */
  key(text: string): string {
    const told = this.text(text)
    if (told === text) return text
    return `${told} ${this.#digest.of(text)}`
  }

  /** As `text`; what is JSON stays JSON. */
  document(text: string): string {
    const shown = this.text(text)
    if (shown === text || !isJson(text)) return shown
    const value = parsedJson(text)
    if (value === undefined) return shown
    const told = jsonLike(this.deep(value, 'others'), text)
    // A pattern may have been meant for more than one of its texts.
    return this.text(told) === told ? told : shown
  }

  /** Lines of a file that others write, as bytes; there are as many of them afterwards. The last may have been cut off. */
  lines(bytes: Uint8Array): Uint8Array {
    const { wanted } = this.#all()
    const ranges = hiddenRanges(bytes, wanted, bytes.at(-1) !== LINE_END)
    return byLines(bytes, ranges, (line) => Buffer.from(this.document(line)))
  }

  /** A copy of plain data in which every text is as `text` tells it, and fields that are named as secrets tell nothing. */
  deep<T>(value: T, of: DataOf = 'own'): T {
    const { whole } = this.#all()
    return deepRedacted(value, { text: (text) => this.text(text), isSecret: (text) => whole.has(text) }, of)
  }

  handOver(): HandedOver {
    return {
      known: [...this.#known].map(([called, { value, secret }]) => [called, value, secret]),
      patterns: [...this.#patterns].map(([called, { source, flags }]) => [called, source, flags]),
    }
  }

  takeOver({ known, patterns }: HandedOver): void {
    for (const [called, value, secret] of known) this.learn(called, value, secret)
    for (const [called, source, flags] of patterns) this.learnPattern(called, new RegExp(source, flags))
  }

  /** Nothing is known any more: for tests, which share a process. */
  forget(): void {
    for (const all of [this.#known, this.#patterns, this.#kept, this.#places]) all.clear()
    this.#compiled = null
  }

  #apart(text: string, [kept, ...others]: readonly string[], isCut: boolean): string {
    if (kept === undefined) return this.#hidden(text, isCut)
    const parts = text.split(kept)
    return parts.map((part) => this.#apart(part, others, isCut)).join(kept)
  }

  #hidden(text: string, isCut: boolean): string {
    const { wanted, whole } = this.#all()
    if (whole.has(text)) return REDACTED
    if (text.length < SHORTEST) return text
    const bytes = Buffer.from(text)
    const found = hiddenRanges(bytes, wanted, isCut)
    const ranges = isCut ? merged([...found, ...begunRanges(bytes, wanted)]) : found
    return ranges.length === 0 ? text : Buffer.from(replaced(bytes, ranges)).toString()
  }

  #all(): { wanted: Wanted; whole: ReadonlySet<string> } {
    if (this.#compiled !== null) return this.#compiled
    const whole = new Set([...this.#known.values()].filter(({ secret }) => secret).map(({ value }) => value))
    const forms = allFormsOf([...whole].filter((value) => value.length >= SHORTEST))
    const secrets = createAutomaton(
      forms.map(({ bytes }) => bytes),
      foldSecret,
    )
    this.#compiled = { wanted: { secrets, forms, patterns: [...this.#patterns.values()] }, whole }
    return this.#compiled
  }
}
