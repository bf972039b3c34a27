import type { ObjectiveDraft } from '../../src/drill/bounds.ts'
import type { DrillBody } from '../../src/drill/drill.ts'
import { drill } from '../../src/drill/drill.ts'
import { uptime } from '../../src/drill/indicators.ts'
import { load } from '../../src/drill/load-profile.ts'
import type { LoadSpec, ResolvedDrill, Step } from '../../src/drill/model.ts'
import { resolve } from '../../src/drill/resolve.ts'

export const OPTIONS = { seed: 7, file: 'drills/sample.ts' }

/** Resolves a drill of these steps, at 200/s and held to an uptime of 99.9 % unless said otherwise. */
export function resolved(
  steps: () => readonly Step[],
  rest: { expect?: () => ObjectiveDraft[]; load?: LoadSpec } = {},
): ResolvedDrill {
  return resolvedBody(() => ({
    load: rest.load ?? load('shop', { rate: '200/s' }),
    steps: steps(),
    expect: rest.expect ? rest.expect() : [uptime().atLeast('99.9%')],
  }))
}

export function resolvedBody(body: () => DrillBody): ResolvedDrill {
  return resolve(drill('sample', { purpose: 'Tries the language.' }, body), OPTIONS)
}
