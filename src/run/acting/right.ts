/**
 * The right to change the world. An act has it while it is under way, and everything that it calls; nothing has it
 * else. It ends with the act, and can be taken away from acts that do not end.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { FiredrillError } from '../../errors.ts'

export interface Right {
  /** Runs the act with the right; whatever it leaves running has it no more once it has ended. */
  during<T>(act: () => Promise<T>): Promise<T>
  /** Throws `unjournaled-change`, naming what was about to be done, where nothing under way has the right. */
  demand(what: string): void
  /** Takes it away from all that is under way. */
  revoke(): void
}

interface Grant {
  valid: boolean
}

export function createRight(): Right {
  const grants = new AsyncLocalStorage<Grant>()
  const underWay = new Set<Grant>()
  return {
    async during(act) {
      const grant: Grant = { valid: true }
      underWay.add(grant)
      try {
        return await grants.run(grant, act)
      } finally {
        grant.valid = false
        underWay.delete(grant)
      }
    },
    demand(what) {
      if (grants.getStore()?.valid === true) return
      throw new FiredrillError(
        'unjournaled-change',
        `Without its intent on disk, or after its act was over: ${what}.`,
        { hint: 'This is a defect of firedrill, or of a target: nothing was done. Please report it.' },
      )
    },
    revoke() {
      for (const grant of underWay) grant.valid = false
    },
  }
}
