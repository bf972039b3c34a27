import type { Making } from '../commands.ts'
import type { Chosen } from '../rehearsal.ts'
import type { Part, PartKey } from '../runbook.ts'
import { build } from './build.ts'
import { checks } from './checks.ts'
import { migration } from './migration.ts'
import { rollback } from './rollback.ts'
import { rollout } from './rollout.ts'
import { tell } from './tell.ts'
import { triggers } from './triggers.ts'
import { validation } from './validation.ts'

/** How each part is made of the rehearsals that were chosen. */
export const parts: { readonly [K in PartKey]: (chosen: Chosen, making: Making) => Part } = {
  build,
  checks,
  triggers,
  migration,
  rollout,
  validation,
  rollback,
  tell,
}
