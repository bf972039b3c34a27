/** Ways in which programs write a text; each gives what it makes of it, for `before` and `after` that stand around it. */
export type Encoding = (secret: string, before: string, after: string) => string

const around =
  (encode: (text: string) => string): Encoding =>
  (secret, before, after) =>
    `${before}${encode(secret)}${after}`

const whole =
  (encode: (text: string) => string): Encoding =>
  (secret, before, after) =>
    encode(`${before}${secret}${after}`)

const percent = (byte: number, upper: boolean) => {
  const hex = byte.toString(16).padStart(2, '0')
  return `%${upper ? hex.toUpperCase() : hex}`
}
const bytesAs = (text: string, write: (byte: number) => string) =>
  Array.from(Buffer.from(text), write).join('')
const unitsAs = (text: string, write: (unit: number) => string) =>
  Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at))).join('')
const unicode = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`
const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
const inHtml = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[each] ?? each,
  )

export const ENCODINGS: Readonly<Record<string, Encoding>> = {
  plain: around((text) => text),
  'URL, upper case': around(encodeURIComponent),
  'URL, lower case': around((text) =>
    encodeURIComponent(text).replaceAll(/%../g, (each) => each.toLowerCase()),
  ),
  'a form': around((text) => new URLSearchParams({ x: text }).toString().slice(2)),
  'every byte for a URL': around((text) => bytesAs(text, (byte) => percent(byte, byte % 2 === 0))),
  'URL twice': around((text) => encodeURIComponent(encodeURIComponent(text))),
  JSON: around(inJson),
  'JSON with escaped slashes': around((text) => inJson(text).replaceAll('/', '\\/')),
  'JSON with numbers': around((text) => unitsAs(text, unicode)),
  'JSON with numbers in upper case': around((text) =>
    unitsAs(text, (unit) => `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`),
  ),
  'JSON in JSON': around((text) => inJson(inJson(text))),
  'JSON with numbers in JSON': around((text) => inJson(unitsAs(text, unicode))),
  'JSON in a URL': around((text) => encodeURIComponent(inJson(text))),
  'a URL in JSON': around((text) => inJson(encodeURIComponent(text))),
  HTML: around(inHtml),
  'HTML with numbers': around((text) => [...text].map((each) => `&#${each.codePointAt(0)};`).join('')),
  'HTML with hexadecimal numbers': around((text) =>
    [...text].map((each) => `&#x${each.codePointAt(0)?.toString(16)};`).join(''),
  ),
  'HTML twice': around((text) => inHtml(inHtml(text))),
  'JSON in HTML': around((text) => inHtml(inJson(text))),
  hex: around((text) => Buffer.from(text).toString('hex')),
  'hex in upper case': around((text) => Buffer.from(text).toString('hex').toUpperCase()),
  'bytes of a program': around((text) => bytesAs(text, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`)),
  base64: whole((text) => Buffer.from(text).toString('base64')),
  base64url: whole((text) => Buffer.from(text).toString('base64url')),
  'base64 in a URL': whole((text) => encodeURIComponent(Buffer.from(text).toString('base64'))),
  'base64 in JSON with escaped slashes': whole((text) =>
    inJson(Buffer.from(text).toString('base64')).replaceAll('/', '\\/'),
  ),
  'the quotes of a shell': around((text) => `'${text.replaceAll("'", `'\\''`)}'`),
  'the quotes of SQL': around((text) => `'${text.replaceAll("'", "''")}'`),
}

/** Is the secret to be read from a text, by whoever knows the usual encodings? As firedrill itself does not look for it. */
export function tells(text: string, secret: string): boolean {
  return leaksIn(text, [secret]).length > 0
}

/** Those of the secrets that are to be read from a text. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const levels = unescaped(text).flatMap((level) => [level, unquoted(level)].map(alike))
  return secrets.filter((secret) => {
    const bytes = Buffer.from(secret)
    const cores = [0, 1, 2].map((before) => {
      const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
      return coded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
    })
    const forms = [secret, bytes.toString('hex'), ...cores].map(alike)
    return levels.some((level) => forms.some((form) => level.includes(form)))
  })
}

/** Without what differs from one encoding to another. */
function alike(text: string): string {
  return text.toLowerCase().replaceAll('+', ' ').replaceAll('-', ' ').replaceAll('_', '/')
}

/** The text with no escapes, one layer at a time, each kind by itself. */
function unescaped(text: string): string[] {
  const levels = [text]
  for (let depth = 0; depth < 4; depth++) {
    const last = levels.slice(-4)
    for (const level of last)
      levels.push(
        Buffer.from(
          level.replaceAll(/(?:%[0-9a-f]{2})+/gi, (each) =>
            Buffer.from(each.replaceAll('%', ''), 'hex').toString('utf8'),
          ),
        ).toString(),
        level.replaceAll(
          /((?:\\u[0-9a-f]{4})+)|((?:\\x[0-9a-f]{2})+)|\\(["\\/'])/gi,
          (_, units: string | undefined, bytes: string | undefined, other: string | undefined) =>
            units?.replaceAll(/\\u(....)/g, (_unit, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ) ??
            (bytes === undefined
              ? (other ?? '')
              : Buffer.from(bytes.replaceAll('\\x', ''), 'hex').toString('utf8')),
        ),
        level
          .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => characterOf(Number.parseInt(code, 16)))
          .replaceAll(/&#(\d+);/g, (_, code: string) => characterOf(Number(code)))
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&'),
      )
  }
  return [...new Set(levels)]
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** Quotes as they are written within quotes, by a shell and by SQL. */
function unquoted(text: string): string {
  return text.replaceAll(`'\\''`, "'").replaceAll("''", "'")
}
