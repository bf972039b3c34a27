/** Looks for the configuration's secrets where none may stand: in artifacts, logs and the run record. */
import { relative } from 'node:path'
import type { Files } from '../../host/host.ts'
import { URL_PASSWORD } from '../app/redact.ts'
import type { Trial } from '../target.ts'
import { listTree } from './digest.ts'
import type { ProcessOptions } from './options.ts'
import type { Runtime } from './runtime.ts'

/** A shorter value would be found in every other file. */
const SHORTEST = 4

interface Secret {
  /** What it is called, since its value must not be shown. */
  called: string
  /** Its value as it may stand in a file. */
  forms: readonly Buffer[]
}

/** Each file below the directories, whatever it holds; `found` names the file and which secret, never its value. */
export async function searchSecrets(
  directories: readonly string[],
  options: ProcessOptions,
  { context, secrets, artifacts }: Pick<Runtime, 'context' | 'secrets' | 'artifacts'>,
): ReturnType<Trial['searchSecrets']> {
  const { files } = context.host
  const wanted = secretsOf(secrets, options)
  const found: string[] = []
  const paths = await pathsOf(files, [...artifacts, ...directories])
  for (const path of paths) {
    for (const { called } of await secretsIn(files, path, wanted))
      found.push(`${shown(path, context.root)}: ${called}`)
  }
  return { looked: paths.length, secrets: wanted.length, found }
}

export function secretsOf(values: readonly string[], options: ProcessOptions): Secret[] {
  const known = [...new Set(values)].filter((value) => value.length >= SHORTEST)
  const secrets = known.map((value, index) => ({
    value,
    called: called(value, index, options),
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
function called(value: string, index: number, { env, secrets }: ProcessOptions): string {
  const variable = Object.entries(env).find(([, text]) => text === value)?.[0]
  if (variable !== undefined) return `the value of ${variable}`
  const place = secrets.indexOf(value)
  return place < 0 ? `secret ${index + 1}` : `target.secrets.${place}`
}

async function pathsOf(files: Files, roots: readonly string[]): Promise<string[]> {
  const paths = new Set<string>()
  for (const root of new Set(roots)) {
    const entries = await listTree(files, root, '')
    if (entries) for (const { path, link } of entries) link === null && paths.add(path)
    else if (await files.exists(root)) paths.add(root)
  }
  return [...paths]
}

/**
 * Piece by piece, each with the end of the one before, so that one which lies across two is found. What has no size (a
 * socket, a pipe) is not opened: it would never end.
 */
async function secretsIn(files: Files, path: string, wanted: readonly Secret[]): Promise<Secret[]> {
  const found = new Set<Secret>()
  const overlap = Math.max(0, ...wanted.flatMap(({ forms }) => forms.map((form) => form.length))) - 1
  const size = await files.size(path)
  let tail = Buffer.alloc(0)
  for (let offset = 0; offset < size && found.size < wanted.length; ) {
    const piece = await files.readFrom(path, offset)
    if (piece.length === 0) break
    const text = Buffer.concat([tail, piece])
    for (const secret of wanted) if (secret.forms.some((form) => text.includes(form))) found.add(secret)
    tail = text.subarray(Math.max(0, text.length - overlap))
    offset += piece.length
  }
  return [...found]
}

function shown(path: string, root: string): string {
  const below = relative(root, path)
  return below === '' || below.startsWith('..') ? path : below
}
