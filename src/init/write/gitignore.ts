const LINE = 'reports/'

/** With the run records in it; as it is where they are. */
export function withReports(text: string | null): string {
  if (text === null) return `${LINE}\n`
  const isThere = text.split('\n').some((line) => /^\/?reports\/?\s*$/.test(line))
  if (isThere) return text
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${LINE}\n`
}
