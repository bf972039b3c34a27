/** Text of others, made harmless for a terminal, a table or a page: one line, no control characters, not endless. */

const LONGEST = 2000
const MOST_LINES = 200
/** Controls, and what is not seen, turns the direction of writing, or ends a line for some and not for others. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu
/**
 * By lines that begin so, a program gives orders to the CI system that runs it. A group of k6 begins so as well.
 * Source: GitHub Actions, "Workflow commands"; Azure Pipelines and TeamCity, logging commands.
 */
const ORDER =
  /(?<=^|\s)::(?=(?:add|debug|echo|endgroup|error|group|notice|remove|save|set|stop|warning)[a-z-]*(?: |::))|##(?=\[|vso\[|teamcity\[)/gi
const ZERO_WIDTH = '\u200b'

/**
 * Control characters are shown as `\x1b`; line ends and tabs become spaces; a long text is cut and says so. What would
 * be an order for a CI system has a space without width in it.
 */
export function plain(text: string, longest: number = LONGEST): string {
  const cut = text.length > longest ? `${whole(text.slice(0, longest))}… (${text.length} characters)` : text
  return cut
    .replace(/[\r\n\t]+/g, ' ')
    .replace(UNSEEN, visible)
    .replace(ORDER, (order) => order.split('').join(ZERO_WIDTH))
}

/** Each line by itself; of very many the first, and how many more there are. */
export function plainLines(text: string): string {
  const lines = text.split(/\r?\n/)
  const more = lines.length - MOST_LINES
  const shown = lines.slice(0, MOST_LINES).map((line) => plain(line))
  return [...shown, ...(more > 0 ? [`… (${more} more lines)`] : [])].join('\n')
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 256) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 65_536 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}

/** A pair of surrogates is not to be cut in two. */
function whole(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
}
