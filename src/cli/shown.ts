/** The last look at what goes to a terminal: of the sequences that order it about, only firedrill's own go through. */

const ESCAPE = '\u001b'
/** A colour; the beginning of the line, which is then written anew. */
const OWN = `${ESCAPE}\\[[0-9;]*m|\\r${ESCAPE}\\[2K`
const ORDERS = new RegExp(`${OWN}|(?![\\n\\t])[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]`, 'gu')

/** Others are shown as JSON writes them, so that JSON stays what it is. */
export function shown(text: string): string {
  return text.replace(ORDERS, (order) =>
    order.length > 1 ? order : `\\u${(order.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}
