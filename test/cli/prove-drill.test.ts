import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openProject } from '../../src/cli/project.ts'
import { proveDrill } from '../../src/cli/prove-drill.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { refusalOf } from '../config/project.ts'
import { ACCEPTING_K6 } from './k6-that-accepts.ts'
import { madeTerminal } from './made-terminal.ts'
import { inProject, smallProject } from './small-project.ts'

it('says what it is about to do on what, and refuses what there is not before that', async () => {
  const directory = smallProject({ k6: ACCEPTING_K6 })
  const proving = async (only: string) => {
    const terminal = madeTerminal()
    const flags = { set: [], confirm: [], retryInconclusive: 0, only }
    const prove = async () => {
      const project = await openProject()
      return proveDrill(project, project.find('holds'), flags, createInterruption(), terminal)
    }
    const refusal = await inProject(directory, () => refusalOf(prove))
    return { ...refusal, err: terminal.stderr }
  }
  expect(await proving('nothing')).toMatchObject({ code: 'usage', err: '' })
  expect(await proving('noop-heal')).toMatchObject({
    code: 'plan-refused',
    message: expect.stringContaining('noop-heal: nothing in it is healed by the harness.'),
    err: 'holds on processes (firedrill.config.ts)\n',
  })
  expect(existsSync(join(directory, 'reports'))).toBe(false)
})
