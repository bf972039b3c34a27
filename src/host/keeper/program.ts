/** The keeper's program as one text, which Node runs by its command line alone: nothing is put into any image. */
import { readFileSync } from 'node:fs'
import type { Orders } from './orders.ts'

/** As they are, or compiled: whichever this file is. Each before those that import it. */
const KIND = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const PARTS = ['asking', 'carry-out', 'keeper', 'main']
/** What one part imports of another one. */
const OF_ANOTHER = /^import\s[^'"]*from\s+(['"])\.[^'"]*\1;?[ \t]*$/gm

/** After `node`. */
export function keeperArguments(orders: Orders): string[] {
  const input = KIND === 'ts' ? 'module-typescript' : 'module'
  return [`--input-type=${input}`, '--eval', keeperProgram(), '--', JSON.stringify(orders)]
}

export function keeperProgram(): string {
  const parts = PARTS.map((part) => readFileSync(new URL(`./${part}.${KIND}`, import.meta.url), 'utf8'))
  return parts.join('\n').replaceAll(OF_ANOTHER, '')
}
