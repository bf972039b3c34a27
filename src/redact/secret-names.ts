/** Names of headers, variables and fields whose values are secrets whatever they are. */
import { type Automaton, createAutomaton } from './automaton.ts'

/** A name that ends in one of them, in any case and with `-` for `_`: `x-api-key`, `DB_PASSWORD`, `clientSecret`. */
const ENDINGS = [
  ...[
    'password',
    'passwd',
    'passphrase',
    'pwd',
    'secret',
    'secret_key',
    'secretkey',
    'secret_key_base',
    'token',
    'cookie',
  ],
  ...['authorization', 'credential', 'credentials', 'connection_string', 'connectionstring'],
  ...['api', 'access', 'private', 'signing', 'encryption', 'account'].flatMap((of) => [
    `${of}_key`,
    `${of}key`,
  ]),
]
/** Their values have blanks in them. */
const HEADERS = ['authorization', 'cookie']

/** Of a shell, where it is and was. */
const PLACES = ['PWD', 'OLDPWD']

export function isSecretName(name: string): boolean {
  if (PLACES.includes(name)) return false
  const plain = name.toLowerCase().replaceAll('-', '_')
  return ENDINGS.some((ending) => plain.endsWith(ending))
}

/** An argument that is followed by a secret: `--api-token`. */
export function isSecretOption(argument: string): boolean {
  return /^--?[\w-]+$/.test(argument) && isSecretName(argument)
}

/** Where such a name ends in a text. */
export const SECRET_NAMES: Automaton = createAutomaton(
  ENDINGS.map((ending) => Buffer.from(ending)),
  foldName,
)

/** Is the ending of this index that of a header? */
export function isHeader(index: number): boolean {
  return HEADERS.includes(ENDINGS[index] ?? '')
}

function foldName(byte: number): number {
  if (byte === 0x2d) return 0x5f
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}
