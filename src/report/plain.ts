/** Text of others, made harmless for a terminal, a table or a page: one line, no control characters, not endless. */

const LONGEST = 2000

/** Control characters are shown as `\x1b`; line ends and tabs become spaces; a long text is cut and says so. */
export function plain(text: string, longest: number = LONGEST): string {
  const cut = text.length > longest ? `${whole(text.slice(0, longest))}… (${text.length} characters)` : text
  return cut.replace(/[\r\n\t]+/g, ' ').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, visible)
}

function visible(character: string): string {
  const code = character.charCodeAt(0)
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** A pair of surrogates is not to be cut in two. */
function whole(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
}
