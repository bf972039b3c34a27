/** Secrets of a configuration as they may stand somewhere, and how a stream of bytes is searched for them. */
/** What stands before the password of a URL, and the password. */
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/]*:)([^\s@/]+)@/gi
/** A shorter value would be found in every other file. */
const SHORTEST = 4

export interface Secret {
  /** What it is called, since its value must not be shown. */
  called: string
  /** Its value as it may stand in a file. */
  forms: readonly Buffer[]
}

/** Where the options name secrets. */
export interface Named {
  env: Readonly<Record<string, string>>
  secrets: readonly string[]
}

/** Bytes are given piece by piece; one that lies across two is found. */
export interface Scan {
  feed(piece: Uint8Array): void
  found(): Secret[]
}

export function createScan(wanted: readonly Secret[]): Scan {
  const found = new Set<Secret>()
  const overlap = Math.max(0, ...wanted.flatMap(({ forms }) => forms.map((form) => form.length))) - 1
  let tail = Buffer.alloc(0)
  return {
    feed(piece) {
      const text = Buffer.concat([tail, piece])
      for (const secret of wanted) if (secret.forms.some((form) => text.includes(form))) found.add(secret)
      tail = text.subarray(Math.max(0, text.length - overlap))
    },
    found: () => [...found],
  }
}

export function secretsOf(values: readonly string[], named: Named): Secret[] {
  const known = [...new Set(values)].filter((value) => value.length >= SHORTEST)
  const secrets = known.map((value, index) => ({
    value,
    called: called(value, index, named),
    passwords: passwordsIn(value).filter((password) => !known.includes(password)),
  }))
  return [
    ...secrets.map(({ value, called }) => ({ called, forms: formsOf([value]) })),
    ...secrets
      .filter(({ passwords }) => passwords.length > 0)
      .map(({ called, passwords }) => ({ called: `the password in ${called}`, forms: formsOf(passwords) })),
  ]
}

/**
 * The passwords of URLs in it, as they are written there and as they are meant. One that stands elsewhere in it too
 * (`postgres://postgres:postgres@…`) is no secret: it would be found in every other file.
 */
function passwordsIn(value: string): string[] {
  const open = value.replaceAll(URL_PASSWORD, '$1@')
  const written = [...value.matchAll(URL_PASSWORD)].map(([, , password = '']) => password)
  return [...new Set(written.flatMap((password) => [password, decoded(password)]))].filter(
    (password) => password.length >= SHORTEST && !open.includes(password),
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function formsOf(texts: readonly string[]): Buffer[] {
  const forms = texts.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)])
  return [...new Set(forms)].map((form) => Buffer.from(form))
}

/** By the variable that holds it, or its place among the options' `secrets`; else by its number. */
function called(value: string, index: number, { env, secrets }: Named): string {
  const variable = Object.entries(env).find(([, text]) => text === value)?.[0]
  if (variable !== undefined) return `the value of ${variable}`
  const place = secrets.indexOf(value)
  return place < 0 ? `secret ${index + 1}` : `target.secrets.${place}`
}
