/** A terminal as a person sees it: the little of its language that firedrill speaks, and nothing else. */
import { stripVTControlCharacters } from 'node:util'

const CODE = '\u001b\\['
const TOKEN = new RegExp(
  `${CODE}\\?2026[hl]|${CODE}(\\d*)([AKJ])|${CODE}[\\d;]*m|\\r|\\n|[^\u001b\\r\\n]+`,
  'g',
)

export interface MadeScreen {
  err(text: string): void
  /** What stands on it, without colours and trailing blanks. */
  rows(): string[]
  /** How often something was written. */
  readonly writes: number
}

/** Wide and high enough for all that is written. Throws for what it does not know. */
export function madeScreen(columns = 80): MadeScreen {
  const rows: string[] = ['']
  let [row, column, writes] = [0, 0, 0]
  const put = (text: string): void => {
    if (column + text.length > columns) throw new Error(`wider than ${columns}: ${text}`)
    const before = (rows[row] ?? '').padEnd(column)
    rows[row] = before.slice(0, column) + text + before.slice(column + text.length)
    column += text.length
  }
  const step = (token: string, count: string | undefined, command: string | undefined): void => {
    if (command === 'A') {
      row -= Number(count || 1)
      if (row < 0) throw new Error('above the screen')
    } else if (command === 'K') rows[row] = (rows[row] ?? '').slice(0, column)
    else if (command === 'J') rows.splice(row, rows.length, (rows[row] ?? '').slice(0, column))
    else if (token === '\r') column = 0
    else if (token === '\n') {
      row += 1
      column = 0
      rows[row] ??= ''
    } else if (!token.startsWith('\u001b')) put(token)
  }
  return {
    err(text) {
      writes += 1
      const tokens = [...text.matchAll(TOKEN)]
      if (tokens.map(([token]) => token).join('') !== text)
        throw new Error(`unknown: ${JSON.stringify(text)}`)
      for (const [token, count, command] of tokens) step(token, count, command)
    },
    rows: () => rows.map((each) => stripVTControlCharacters(each).trimEnd()),
    get writes() {
      return writes
    },
  }
}
