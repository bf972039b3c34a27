/**
 * A page of the docs as something that can be tried: its commands, and the files that it tells to write, in order. What
 * a reader does not need to see stands in comments of Markdown just before a fence:
 *
 *     <!-- project: node -->      from here on in an empty directory of its own
 *     <!-- file: server.js -->    the fence is this file's content
 *     <!-- needs: docker -->      the commands of this project are only run where that is there
 *     <!-- not run: why -->       the commands cannot be run here
 *     <!-- exit: 77 -->           how the last command ends, where it is not 0
 *     <!-- prints: text -->       what the commands print, among other things
 */
const DIRECTIVES = ['project', 'file', 'needs', 'not run', 'exit', 'prints'] as const
type Directive = (typeof DIRECTIVES)[number]

export type Part =
  | { kind: 'project'; name: string; line: number }
  | { kind: 'file'; path: string; text: string; line: number }
  | {
      kind: 'commands'
      text: string
      line: number
      exit: number
      prints: readonly string[]
      notRun: string | null
      needs: string | null
    }

/** Throws for a comment that is no directive, and for a fence that never ends. */
export function partsOf(page: string): Part[] {
  const lines = page.split('\n')
  const parts: Part[] = []
  let told: { name: Directive; value: string }[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const text = lines[at] ?? ''
    const comment = /^\s*<!-- ([a-z ]+): (.*) -->$/.exec(text)
    if (comment) {
      const [, name = '', value = ''] = comment
      if (!isDirective(name)) throw new Error(`line ${at + 1}: "${name}" is no directive`)
      if (name === 'project') parts.push({ kind: 'project', name: value, line: at + 1 })
      else told.push({ name, value })
      continue
    }
    const fence = /^(\s*)```(\w*)/.exec(text)
    if (!fence) {
      // A blank line may stand between a directive and its fence.
      if (text.trim() !== '') told = []
      continue
    }
    const end = lines.findIndex((line, index) => index > at && line.trim() === '```')
    if (end === -1) throw new Error(`line ${at + 1}: the fence never ends`)
    const [, indent = '', language] = fence
    const body = lines.slice(at + 1, end).map((line) => line.slice(indent.length))
    const part = partOf(language ?? '', `${body.join('\n')}\n`, at + 1, told)
    if (part) parts.push(part)
    told = []
    at = end
  }
  return parts
}

function partOf(
  language: string,
  text: string,
  line: number,
  told: readonly { name: Directive; value: string }[],
): Part | null {
  const one = (name: Directive) => told.find((each) => each.name === name)?.value ?? null
  const path = one('file')
  if (path !== null) return { kind: 'file', path, text, line }
  if (language !== 'sh') return null
  return {
    kind: 'commands',
    text,
    line,
    exit: Number(one('exit') ?? 0),
    prints: told.filter(({ name }) => name === 'prints').map(({ value }) => value),
    notRun: one('not run'),
    needs: one('needs'),
  }
}

function isDirective(name: string): name is Directive {
  return DIRECTIVES.some((each) => each === name)
}

/** What a person types, one line a command; a line that ends with a backslash goes on. */
export function commandsIn(text: string): string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** The files that the page has a reader write, by path; of one that is written twice, the latter. */
export function filesIn(page: string): Record<string, string> {
  const files = partsOf(page).filter((part) => part.kind === 'file')
  return Object.fromEntries(files.map(({ path, text }) => [path, text]))
}
