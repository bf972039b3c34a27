/** A text that is JSON, as programs print it. */

export function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

/** Undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Written as `model` is: in one line or in several, with what blanks it ends in. */
export function jsonLike(value: unknown, model: string): string {
  const indent = /^\s*[{[]\s*\n( +)/.exec(model)?.[1]?.length ?? 0
  const end = /\s*$/.exec(model)?.[0] ?? ''
  return `${JSON.stringify(value, null, indent)}${end}`
}
