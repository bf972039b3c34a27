/** How long the script's own `setup()` and `teardown()` may take: k6 ends them by these limits, and nobody else before. */
import { goDurationMs } from '../../go-duration.ts'
import type { ScriptSeen } from './inspect.ts'

/** k6's own. */
const UNLESS_SET_MS = 60_000

export interface ScriptLimits {
  /** 0: there is none. */
  setupMs: number
  teardownMs: number
}

/** A variable counts more than the script's options, as k6 has it. */
export function limitsIn(
  { options, functions }: Pick<ScriptSeen, 'options' | 'functions'>,
  env: Readonly<Record<string, string | undefined>>,
): ScriptLimits {
  const limit = (name: string, variable: string | undefined, option: unknown): number => {
    if (!functions.includes(name)) return 0
    return goDurationMs(variable) ?? goDurationMs(option) ?? UNLESS_SET_MS
  }
  return {
    setupMs: limit('setup', env.K6_SETUP_TIMEOUT, options.setupTimeout),
    teardownMs: limit('teardown', env.K6_TEARDOWN_TIMEOUT, options.teardownTimeout),
  }
}
