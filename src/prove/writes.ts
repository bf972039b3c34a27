import type { Requests } from '../journal/record.ts'

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/** Was there a request that changes something, by its method? */
export function writesAnything({ method }: Pick<Requests, 'method'>): boolean {
  const writing = new Set(
    method.values.flatMap((name, code) => (name === '' || READS.includes(name) ? [] : [code])),
  )
  return method.codes.some((code) => writing.has(code))
}
