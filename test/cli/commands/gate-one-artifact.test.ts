import { describe, expect, it } from 'vitest'
import type { GateDecision } from '../../../src/gate/decision.ts'
import type { EventBody } from '../../../src/journal/events.ts'
import { project } from '../../config/project.ts'
import { DIGEST, type MadeGateRun, storeGateRun } from '../gate-record.ts'
import { firedrill } from '../small-project.ts'

const POLICY = `format: firedrill-gate-policy/1
target: processes
within: 7d
drills:
  - drill: kill-node
`
const OTHER = 'b2'.repeat(32)

type Timed = { atMs: number } & EventBody

const told = (atMs: number, source: string, version: string, digests: (string | null)[]): Timed => ({
  atMs,
  type: 'instances',
  why: '',
  instances: digests.map((digest, k) => ({
    name: `web-${k + 1}`,
    url: null,
    identity: null,
    release: { version, digest, source },
    ready: true,
  })),
})

/** Each ran more than one artifact, by whatever word of it. */
const NOT_ONE: [what: string, run: MadeGateRun][] = [
  [
    'instances of one version with two digests',
    { digest: null, more: { events: [told(4999, 'version endpoint', '1.2.0', [DIGEST, OTHER])] } },
  ],
  [
    'a tag that was moved: the look found another image than the containers were made from',
    { digest: OTHER, more: { events: [told(4999, 'image', '1.2.0', [DIGEST, DIGEST])] } },
  ],
  [
    'another version that took over in the middle of it',
    { more: { events: [told(9000, 'version endpoint', '1.3.0', [null, null])] } },
  ],
  [
    'another digest that took over in the middle of it',
    {
      more: {
        events: [
          told(4999, 'version endpoint', '1.2.0', [DIGEST, DIGEST]),
          told(9000, 'version endpoint', '1.2.0', [OTHER, OTHER]),
        ],
      },
    },
  ],
]

describe('a run of two artifacts lets neither of them through', () => {
  it.each(NOT_ONE)('%s', async (_what, run) => {
    const directory = project({ 'package.json': '{}', 'firedrill.gate.yaml': POLICY })
    await storeGateRun(directory, run)
    for (const asked of [DIGEST, OTHER, '1.2.0', '1.3.0']) {
      const { code, out } = await firedrill(directory, ['gate', asked, '--json'])
      const [first] = (JSON.parse(out) as GateDecision).requirements
      const codes = first?.unfit.flatMap(({ reasons }) => reasons.map((each) => each.code))
      expect({ asked, code, codes }).toEqual({ asked, code: 1, codes: ['wrong-artifact'] })
    }
  })
})
