import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { GateDecision } from '../../../src/gate/decision.ts'
import { project } from '../../config/project.ts'
import { type MadeGateRun, storeGateRun } from '../gate-record.ts'
import { firedrill } from '../small-project.ts'

const example = new URL('../../../docs/examples/firedrill.gate.yaml', import.meta.url)
const POLICY = readFileSync(fileURLToPath(example), 'utf8')
const where = '/srv/releases/1.3.0'

/** From 1.2.0, which the others are of. */
const SHIPS: MadeGateRun = {
  name: 'rolling',
  drill: 'rolling-deploy',
  agoMs: 2000,
  more: {
    events: [
      { atMs: 3, type: 'release', ref: { ref: 'next' }, release: { version: '1.3.0', digest: null, where } },
      {
        atMs: 9000,
        type: 'deploy-started',
        window: 'calm',
        from: { version: '1.2.0', digest: null, where: '/srv/releases/1.2.0' },
        to: { version: '1.3.0', digest: null, where },
        strategy: 'rolling',
      },
    ],
  },
}

async function gate(policy: string) {
  const directory = project({ 'package.json': '{}', 'firedrill.gate.yaml': policy })
  const others = ['kill-node', 'graceful-stop'].map((drill, k) => ({ name: drill, drill, agoMs: 3000 + k }))
  for (const run of [...others, SHIPS]) await storeGateRun(directory, run)
  const { code, out } = await firedrill(directory, ['gate', '1.2.0', '--json'])
  return { code, requirements: (JSON.parse(out) as GateDecision).requirements }
}

it('the policy of the docs is met by one run of each of its drills, as the workflows make them', async () => {
  const { code, requirements } = await gate(POLICY)
  expect([code, requirements.map(({ met }) => met)]).toEqual([0, [true, true, true]])
})

it('without its line on the artifact, what it may mean is said', async () => {
  const { code, requirements } = await gate(POLICY.replace(/^ *artifact: served$/m, ''))
  expect(code).toBe(1)
  expect(requirements[2]?.missing).toBe(
    'No run counts: 1 run of rolling-deploy on 1.2.0 must pass. rolling is taken to be of what it shipped; with `artifact: served` in the policy, of what served when it began.',
  )
})
