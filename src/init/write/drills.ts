import { firstInstance } from '../way.ts'
import { LOAD } from './config.ts'
import type { Written } from './files.ts'
import { quoted } from './text.ts'

/** A stock drill, which needs two lines. */
export function killNodeText({ rate }: Written): string {
  return `import { killNode } from 'firedrill/drills'

export default killNode({ load: ${quoted(LOAD)}, rate: ${quoted(rate)} })
`
}

/** One in the drill language, as a start for drills of one's own. */
export function stopNodeText({ way, rate }: Written): string {
  const name = quoted(firstInstance(way))
  return `import { drill, hold, instance, load, p95, param, phase, ready, start, stop, until, uptime } from 'firedrill'

export default drill(
  'stop-node',
  {
    purpose: 'Every deploy stops instances: nobody may notice one that is stopped and started again.',
    params: { rate: param.rate(${quoted(rate)}) },
  },
  ({ rate }) => ({
    load: load(${quoted(LOAD)}, { rate }),
    steps: [
      phase('baseline', [hold('20s')]),
      // How it ends is judged as well: exit code 0 within the stop limit. One that has no handler of SIGTERM fails here.
      phase('stopped', [stop(instance(${name})), hold('20s')]),
      phase('back', [start(instance(${name})), until(ready({ all: true }), { within: '60s' }), hold('20s')]),
    ],
    expect: [uptime().atLeast('99.9%'), p95().below('150ms')],
  }),
)
`
}
