/**
 * What the author of each tool, or of a script like ours, would answer to a miss: by tool and case. It stands beside the
 * miss, so that nobody takes for a defect what is only out of the tool's reach.
 */
import { isOnlyByLedger } from './cases.ts'
import type { ToolName } from './tools.ts'

const stalled =
  'thresholds judge the samples that there are; whoever starves the generator must watch it, and repeat the run.'
const ledger =
  'no threshold reads the database; a teardown that compares what was acknowledged with what is stored would have to be written.'
const busy = 'a threshold is a threshold: give the load test a machine of its own.'

const answers: Readonly<Partial<Record<ToolName, Readonly<Record<string, string>>>>> = {
  k6: { 'stalled load generator': stalled, 'healthy, busy machine': busy },
  chaostoolkit: {
    'stalled load generator': `the hypothesis is only as good as its probes, and the probe is k6: ${stalled}`,
    'healthy, busy machine': `the hypothesis is only as good as its probes, and the probe is k6: ${busy}`,
  },
  firedrill: {},
}

export function answerOf(tool: ToolName, name: string): string {
  const own = answers[tool]?.[name]
  if (own !== undefined) return own
  if (tool !== 'firedrill' && isOnlyByLedger(name)) return ledger
  return tool === 'firedrill'
    ? 'a defect, or a machine too busy to tell: to be looked into.'
    : 'no excuse known.'
}
