/** Words as a person types them into a POSIX shell, each of which it hands on as it is. */

/** No shell takes anything of it for more than it is, wherever it stands. `=` at its beginning is zsh's own. */
const PLAIN = /^(?!=)[\w@%+=:,./-]+$/
/** As the name in an assignment before a command. */
const NAME = /^[A-Za-z_]\w*$/
/** A program of this name would be something else: an assignment, or a word of the shell's own. */
const NO_PROGRAM =
  /=|^(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|in|time|function|select|coproc)$/

export function quoted(word: string): string {
  if (PLAIN.test(word)) return word
  return /\p{Cc}/u.test(word) ? printed(word) : single(word)
}

/** Can a shell be given a variable of this name? */
export function isVariableName(name: string): boolean {
  return NAME.test(name)
}

/** A command with what is put into its environment: `PORT=3001 node server.js`. */
export function commandWords(argv: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const [program = '', ...args] = argv
  const given = Object.entries(env)
  const words = [NO_PROGRAM.test(program) ? single(program) : quoted(program), ...args.map(quoted)]
  // What is no name for a shell is one for `env`.
  const isPlain = given.every(([name]) => isVariableName(name))
  const assigned = given.map(([name, value]) =>
    isPlain ? `${name}=${value === '' ? '' : quoted(value)}` : quoted(`${name}=${value}`),
  )
  return [...(isPlain ? [] : ['env']), ...assigned, ...words].join(' ')
}

function single(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * What cannot be typed, and what a terminal would take for an order, is told by number: `"$(printf '%b' 'a\0033b')"`.
 * The shell takes line ends off the end of what is printed: they stand behind it.
 */
function printed(word: string): string {
  const [, text = '', ends = ''] = /^([\s\S]*?)(\n*)$/.exec(word) ?? []
  const told = [...text].map((character) => {
    if (character === '\\') return '\\\\'
    return /\p{Cc}/u.test(character) ? Array.from(Buffer.from(character), octal).join('') : character
  })
  const most = told.length === 0 ? '' : `"$(printf '%b' ${single(told.join(''))})"`
  return `${most}${ends === '' ? '' : single(ends)}`
}

/** As POSIX `printf %b` reads it. */
function octal(byte: number): string {
  return `\\0${byte.toString(8).padStart(3, '0')}`
}
