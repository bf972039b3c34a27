import { describe, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { engineConformance } from '../conformance/engine.ts'
import { realRig, whatIsMissing } from './real-rig.ts'

const host = nodeHost()
const missing = await whatIsMissing(host)

if (missing === null) {
  const rig = await realRig(host)
  describe('the engine of this machine', () => engineConformance(rig))
} else {
  console.log(`Skipped, the engine of this machine: it needs ${missing}`)
  it.skip(`the engine of this machine (needs ${missing})`, () => undefined)
}
