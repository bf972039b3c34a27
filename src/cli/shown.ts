/** The last look at what goes to a terminal: of the sequences that order it about, only firedrill's own go through. */

const ESCAPE = '\u001b'
/** A colour; and what `live-screen.ts` draws by: to the first of its lines, to the end of one, to the end of the screen. */
const OWN = [
  `${ESCAPE}\\[[0-9;]*m`,
  `${ESCAPE}\\[\\?2026h\\r(?:${ESCAPE}\\[[0-9]A)?`,
  `${ESCAPE}\\[(?:\\?2026l|K|J)`,
].join('|')
const ORDERS = new RegExp(`${OWN}|(?![\\n\\t])[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]`, 'gu')

/** Others are shown as JSON writes them, so that JSON stays what it is. */
export function shown(text: string): string {
  return text.replace(ORDERS, (order) =>
    order.length > 1 ? order : `\\u${(order.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}
