import type { PlannedCommand } from '../target/target.ts'
import { typed } from './typed.ts'

/** The commands of a plan as a person types them, each once, in their order. */
export function plannedTexts(planned: readonly PlannedCommand[], root: string): string[] {
  return [...new Set(planned.map(({ command }) => typed(command, root).text))]
}
