/** A text that is JSON, as programs print it. */

export function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

/** What goes through a value goes down one call a level, and must not run out of them. */
const MOST_DEPTH = 100
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Undefined where it is none, and where it is nested more than 100 levels deep. */
export function parsedJson(text: string): unknown {
  if (depthOf(text) > MOST_DEPTH) return undefined
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

/** How many brackets are open at once, at most; texts are passed over. */
export function depthOf(json: string): number {
  let [depth, deepest] = [0, 0]
  let inText = false
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at)
    if (inText) {
      if (unit === BACKSLASH) at += 1
      else if (unit === QUOTE) inText = false
      continue
    }
    if (unit === QUOTE) inText = true
    else if (unit === 0x5b || unit === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (unit === 0x5d || unit === 0x7d) depth -= 1
  }
  return deepest
}
