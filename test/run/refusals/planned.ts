import type { Step } from '../../../src/drill/model.ts'
import { hold, phase } from '../../../src/drill/steps.ts'
import { faults } from '../../../src/fault/map.ts'
import { type RefusalContext, refusals } from '../../../src/run/refusals/refusals.ts'
import type { Refusal } from '../../../src/target/target.ts'
import { resolved } from '../../drill/sample.ts'

export type Rest = Parameters<typeof resolved>[1]
type Target = RefusalContext['target']

/** It offers everything. */
export const TARGET: Target = {
  kind: 'fake',
  capabilities: [
    'lifecycle',
    'suspend',
    'network',
    'resources',
    'storage',
    'crash',
    'deploy',
    'migrations',
    'services',
    'links',
    'trial',
    'traffic',
    'logs',
  ],
  strategy: { kind: 'rolling', settleMs: 0 },
  canRoute: true,
  instanceNames: ['web-1', 'web-2'],
  crashWays: ['abort', 'request'],
  services: ['db'],
  links: ['db'],
  releases: { current: '1.0.0', next: '1.1.0' },
}

/** Why it would be refused, where everything that the drill could need is there unless said otherwise. */
export function refusalsOf(
  steps: () => Step[],
  less: Partial<RefusalContext> = {},
  rest: Rest = {},
): Refusal[] {
  return refusals({
    drill: { ...resolved(steps, rest), blastRadius: 'all' },
    target: TARGET,
    faults,
    loads: ['shop'],
    handlers: ['fill', 'drain'],
    namedProbes: ['waiting jobs'],
    readsLedger: true,
    indicators: ['ledger@2'],
    maxRate: null,
    probeIntervalMs: 20,
    blastRadius: 'all',
    guards: [],
    warmUpMs: 5000,
    ...less,
  })
}

/** Of steps in a phase, on a target that is less. */
export function refusalsOn(steps: () => Step[], less: Partial<Target> = {}): Refusal[] {
  return refusalsOf(() => [phase('p', [hold('20s'), ...steps()])], { target: { ...TARGET, ...less } })
}

export function reasonsOf(...args: Parameters<typeof refusalsOf>): string[] {
  return refusalsOf(...args).map(({ reason }) => reason)
}

export function reasonsOn(...args: Parameters<typeof refusalsOn>): string[] {
  return refusalsOn(...args).map(({ reason }) => reason)
}

export function codesOf(...args: Parameters<typeof refusalsOf>): string[] {
  return refusalsOf(...args).map(({ code }) => code)
}

export const quiet = (): Step[] => [phase('baseline', [hold('20s')])]
