/** A drill whose engine is restarted in the middle of it: it ends, says why, and leaves what was there as it was. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCli } from '../e2e/cli.ts'
import type { TestProject } from '../e2e/project.ts'
import { makeScratch } from '../e2e/scratch.ts'
import { eventsOf, onlyRecord } from '../e2e/stored.ts'
import { eventually } from '../fixtures/rig.ts'
import { lacks, tellSkipped } from './lacks.ts'
import { lacksSecondEngine, PROJECT, type StagingEngine, startStaging } from './staging-engine.ts'

/** Not those of other tests, which may run at the same time. */
const NUMBER = 4
const KEEPERS = ['ps', '--all', '--quiet', '--filter', 'label=dev.firedrill.keeper']

const missing = (await lacks()) ?? (await lacksSecondEngine())

describe.skipIf(tellSkipped(missing))('an engine that is restarted in mid-drill', () => {
  const scratch = makeScratch()
  let staging: StagingEngine
  let project: TestProject

  beforeAll(async () => {
    staging = await startStaging(scratch, NUMBER)
    project = staging.drills('drills', { socket: staging.socket })
  }, 240_000)
  afterAll(async () => {
    await staging?.stop()
    scratch.remove()
  }, 60_000)

  it('ends the run; what was frozen goes on, and nothing of the run is left', async () => {
    const out = join(scratch.out, 'asleep')
    const args = ['run', 'asleep', '--env', 'staging', '--confirm', PROJECT, '--out', out]
    const { ended } = startCli(args, { cwd: project.cwd, env: project.env })
    await eventually('web-1 is frozen', async () => (await staging.state('web-1')) === 'paused', 90_000)
    await staging.restart()
    const { code, stderr } = await ended
    const record = onlyRecord(out)
    // Whatever asks it first says so: the look whether the fault landed, the instruments, or who waits for its lease.
    expect([69, 70], stderr).toContain(code)
    expect(stderr).toMatch(/cannot be reached|did not answer/)
    expect(eventsOf(record, 'run-ended')).toMatchObject([{ run: 'errored' }])
    expect(eventsOf(record, 'cleanup-ended').at(-1)).toMatchObject({ cleanup: 'clean', left: [] })
    // The edge has no restart policy: an engine that is restarted leaves it down, with and without a drill.
    for (const service of ['web-1', 'web-2'])
      await eventually(`${service} runs`, async () => (await staging.state(service)) === 'running', 30_000)
    expect(await staging.docker(...KEEPERS)).toBe('')
  })
})
