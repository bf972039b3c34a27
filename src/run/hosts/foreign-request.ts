import { FiredrillError } from '../../errors.ts'
import type { RequestRow } from '../../load/load.ts'

/** k6's own: the address is in a range that it may not connect to. */
const DENIED = 1110

/** Null: all of them went where they may. */
export function foreignRequest(rows: readonly RequestRow[]): FiredrillError | null {
  const foreign = rows.find(({ error }) => error === DENIED)
  if (!foreign) return null
  const { method, operation } = foreign
  const what = operation.startsWith(`${method} `) ? operation : `${method} ${operation}`
  return new FiredrillError(
    'host-not-allowed',
    `The load script asked a host that is neither this machine nor listed (${what}); k6 did not connect to it.`,
    {
      hint: 'Its address is in logs/k6.log of the run record. Where it is meant, list it under `allowedHosts` in firedrill.config.ts: by name, or by its range where its address changes.',
    },
  )
}
