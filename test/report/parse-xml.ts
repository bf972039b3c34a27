/** Just enough of an XML 1.0 reader to refuse what is not well-formed. */
export interface Element {
  name: string
  attributes: Record<string, string>
}

const TOKEN = /<\?xml[^>]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
const REFERENCE = /&(?!(?:amp|lt|gt|quot|#39);)/
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

export function parseXml(text: string): Element[] {
  if (FORBIDDEN.test(text) || !text.isWellFormed()) throw new Error('A character that XML cannot carry.')
  if (REFERENCE.test(text)) throw new Error('An entity that is not known.')
  const open: string[] = []
  const elements: Element[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (!match) throw new Error(`Not well-formed at ${at}: ${text.slice(at, at + 40)}`)
    const [, closes, opens, attributes = '', selfClosing, content] = match
    if (content?.includes(']]>')) throw new Error(']]> in text.')
    if (closes && open.pop() !== closes) throw new Error(`${closes} closes what is not open.`)
    if (!opens) continue
    if (!selfClosing) open.push(opens)
    const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
    elements.push({ name: opens, attributes: Object.fromEntries(pairs) })
  }
  if (open.length > 0) throw new Error(`${open.join()} is not closed.`)
  return elements
}
