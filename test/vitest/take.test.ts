import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { killNode } from '../../src/drills/index.ts'
import { nodeHost } from '../../src/host/node.ts'
import { readHead } from '../../src/journal/read-record.ts'
import { ownRedaction } from '../../src/redact/process.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { checkOptions, type DrillTestOptions } from '../../src/vitest/options.ts'
import { takeDrill } from '../../src/vitest/take.ts'
import { ACCEPTING_K6 } from '../cli/k6-that-accepts.ts'
import { HOLDS, inProject, smallProject } from '../cli/small-project.ts'

const take = (directory: string, name: string, options: DrillTestOptions = {}, env = {}) =>
  inProject(
    directory,
    () =>
      takeDrill({
        name,
        options: checkOptions(name, options),
        testFile: join(directory, 'test/resilience.test.ts'),
        interruption: createInterruption(),
      }),
    { CI: undefined, ...env },
  )

describe('before anything is started', () => {
  it('the drill is found by its name, else refused', async () => {
    await expect(take(smallProject(), 'nothing')).rejects.toMatchObject({ code: 'drill-not-found' })
    // The k6 of the small project takes no script: so far it came.
    await expect(take(smallProject(), 'holds')).rejects.toMatchObject({ code: 'load-script-invalid' })
    await expect(take(smallProject(), 'a name', { drill: 'holds' })).rejects.toMatchObject({
      code: 'load-script-invalid',
    })
  })

  it('the project is that of the test’s file, and not that of the working directory', async () => {
    const testFile = join(
      smallProject({ 'drills/theirs.ts': HOLDS.replace("'holds'", "'theirs'") }),
      'a.test.ts',
    )
    const options = checkOptions('theirs', {})
    const taken = inProject(smallProject(), () =>
      takeDrill({ name: 'theirs', options, testFile, interruption: createInterruption() }),
    )
    await expect(taken).rejects.toMatchObject({ code: expect.not.stringMatching('drill-not-found') })
  })

  it('one that is made in the test is taken as it is', async () => {
    const made = take(smallProject(), 'nobody notices', { drill: killNode({ rate: '50/s' }) })
    await expect(made).rejects.toMatchObject({ code: 'load-script-invalid' })
    const other = take(smallProject(), 'nobody notices', { drill: killNode({ load: 'other' }) })
    await expect(other).rejects.toMatchObject({ message: expect.stringContaining('"other"') })
  })

  it('parameters, target and environment are as on the command line', async () => {
    const directory = smallProject()
    const wrong = (options: DrillTestOptions, env = {}) => take(directory, 'holds', options, env)
    await expect(wrong({ set: { rate: 'fast' } })).rejects.toMatchObject({ code: 'param-invalid' })
    const lost = killNode({ load: 'shop' })
    await expect(wrong({ drill: lost, blastRadius: 1 })).rejects.toMatchObject({
      code: 'load-script-invalid',
    })
    await expect(wrong({ target: 'moon' })).rejects.toMatchObject({ code: 'target-unknown' })
    await expect(wrong({ environment: 'moon' })).rejects.toMatchObject({ code: 'target-unknown' })
    await expect(wrong({}, { CI: 'true' })).rejects.toMatchObject({
      code: expect.stringMatching(/^(target-unnamed|load-script-invalid)$/),
    })
  })
})

it('the record says that its drill was made in the test, and nothing of one that the project has', async () => {
  const optionsOf = async (options: DrillTestOptions) => {
    // Its instances end at once: the run comes no further than to its record.
    const directory = smallProject({ k6: ACCEPTING_K6, 'server.js': '' })
    await expect(take(directory, 'holds', options)).rejects.toMatchObject({ code: 'start-failed' })
    const reports = join(directory, 'reports')
    const [run = ''] = readdirSync(reports)
    return (await readHead(nodeHost().files, join(reports, run))).header.options
  }
  expect(await optionsOf({ drill: killNode({ rate: '1/s' }) })).toMatchObject({ set: [], inline: true })
  expect(await optionsOf({})).not.toHaveProperty('inline')
})

it('what it throws tells no secret', async () => {
  const token = 'hunter2-hunter2'
  const thrown = take(smallProject(), 'holds', { set: { rate: token } }, { API_TOKEN: token })
  const error: unknown = await thrown.catch((each: unknown) => each)
  ownRedaction.forget()
  expect(error).toMatchObject({ code: 'param-invalid', message: expect.stringContaining('‹redacted›') })
  expect(inspect(error, { depth: 10 })).not.toContain(token)
})
