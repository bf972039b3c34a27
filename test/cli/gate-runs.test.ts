import { expect, it } from 'vitest'
import { walkRuns } from '../../src/cli/gate-runs.ts'
import { recordHeads } from '../../src/cli/record-heads.ts'
import { toGatePolicy } from '../../src/config/gate-policy.ts'
import { askedArtifact } from '../../src/gate/artifact.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project } from '../config/project.ts'
import { DIGEST, HOUR_MS, storeGateRun } from './gate-record.ts'

const COMPOSE = { name: 'compose', kind: 'compose', why: '' }

it('runs of each drill are looked through from the newest on, until enough count', async () => {
  const directory = project({ 'package.json': '{}' })
  const all = [
    { name: 'new', agoMs: HOUR_MS },
    { name: 'old', agoMs: 2 * HOUR_MS },
    { name: 'agreed', agoMs: 2 * HOUR_MS, drill: 'soak', version: null, blastRadius: 1 },
    { name: 'other', agoMs: HOUR_MS, drill: 'soak', version: null, blastRadius: 'all' as const },
    { name: 'elsewhere', agoMs: 1000, drill: 'soak', version: null, blastRadius: 2, target: COMPOSE },
  ]
  for (const made of all) await storeGateRun(directory, made)
  const host = nodeHost()
  const { heads } = await recordHeads(host.files, [directory])
  const drills = [{ drill: 'kill-node' }, { drill: 'soak' }, { drill: 'none' }]
  const policy = toGatePolicy(
    { format: 'firedrill-gate-policy/1', target: 'processes', within: '1d', drills },
    'x',
  )
  const walked = await walkRuns(
    { host, heads, lost: [], indicators: {}, root: null, artifact: askedArtifact(DIGEST) },
    policy,
  )
  expect(
    walked.map(({ counted, unfit }) => [counted.map(({ id }) => id), unfit.map(({ id }) => id)]),
  ).toEqual([
    [['new'], []],
    [[], ['elsewhere', 'other', 'agreed']],
    [[], []],
  ])
  // What makes another one must be typed as the newest on the same target was.
  expect(walked.map(({ agreed }) => agreed)).toEqual([null, 'all', null])
  // Where there is none, a name may have been mistyped: these are there.
  expect(walked.map(({ recorded }) => recorded)).toEqual([[], [], ['kill-node', 'soak']])
})
