import { lineEndOf } from './text.ts'

/** Of the project's root alone: an app may well have reports among its sources. */
const LINE = '/reports/'

/** With the run records in it; as it is where they are. */
export function withReports(text: string | null): string {
  if (text === null) return `${LINE}\n`
  const isThere = text.split('\n').some((line) => /^\/?reports\/?\s*$/.test(line))
  if (isThere) return text
  const end = lineEndOf(text)
  return `${text}${text === '' || text.endsWith('\n') ? '' : end}${LINE}${end}`
}
