/** A runbook as a person reads it: under which heading each block of commands stands. */

export interface Block {
  /** `7. Rollback` */
  part: string
  /** `Roll back to 1` */
  step: string
  text: string
}

/** Knows nothing of how the page is made but Markdown. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = []
  let [part, step] = ['', '']
  let open: { fence: string; lines: string[] } | null = null
  for (const line of page.split('\n')) {
    if (open !== null) {
      if (line === open.fence) {
        blocks.push({ part, step, text: open.lines.join('\n') })
        open = null
      } else open.lines.push(line)
      continue
    }
    const fence = /^(`{3,})sh$/.exec(line)?.[1]
    if (fence !== undefined) open = { fence, lines: [] }
    if (line.startsWith('## ')) [part, step] = [line.slice(3), '']
    if (line.startsWith('### ')) step = line.slice(4)
  }
  if (open !== null) throw new Error(`a block under ${part} is not closed`)
  return blocks
}
