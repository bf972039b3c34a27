/** JSON objects, one a line, out of chunks that hold several of them or a part of one. Throws on what is no JSON. */
export function createEventLines(onObject: (object: Record<string, unknown>) => void) {
  const decoder = new TextDecoder()
  let rest = ''
  return {
    add(chunk: Uint8Array): void {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.trim() !== '') onObject(JSON.parse(line) as Record<string, unknown>)
    },
  }
}
