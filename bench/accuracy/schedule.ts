/** Which trials there are, in an order that the seed decides: no tool gets the quiet hours to itself, nor a case. */
import { roundOf } from '../round.ts'
import type { Case } from './cases.ts'
import type { ToolName } from './tools.ts'

export interface Planned {
  tool: ToolName
  case: Case
  /** From 1. */
  run: number
  /** Decides who is lost; the same for every tool. */
  seed: number
}

export function planOf(
  tools: readonly ToolName[],
  cases: readonly Case[],
  runs: number,
  seed: number,
): Planned[] {
  const pairs = tools.flatMap((tool) => cases.map((one) => ({ one: { tool, case: one }, count: runs })))
  return roundOf(pairs, seed).map(({ one, trial }) => ({ ...one, run: trial, seed: seed * 1000 + trial }))
}
