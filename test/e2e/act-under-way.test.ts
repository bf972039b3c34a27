/** A user's own act that is under way when the run is to end: it is undone after it has ended, not before. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startCli } from './cli.ts'
import { makeProject, type TestProject } from './project.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { config, SMALL_APP } from './small-app.ts'
import { eventsOf, onlyRecord, untilStep } from './stored.ts'

let scratch: Scratch
let project: TestProject
let blocked: string

const DRILL = `import { act, drill, errors, hold, load, phase } from 'firedrill'
export default drill('acting', { purpose: 'A queue is blocked.' }, () => ({
  load: load('app', { rate: '20/s' }),
  steps: [phase('blocked', [act('block', {}, { undo: { handler: 'unblock' } }), hold('1m')])],
  expect: [errors().below('50%')],
}))
`

beforeEach(() => {
  scratch = makeScratch()
  blocked = join(scratch.directory, 'BLOCKED')
  const handlers = `handlers: {
    block: () => new Promise((end) => spawn('sh', ['-c', 'sleep 4; touch ${blocked}'], { detached: true, stdio: 'ignore' }).on('exit', end)),
    unblock: async () => { rmSync('${blocked}', { force: true }); return 'unblocked' },
  },`
  project = makeProject(scratch, 'acting', {
    ...SMALL_APP,
    'firedrill.config.ts': `import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
${config({ fields: handlers })}`,
    'drills/acting.ts': DRILL,
  })
})
afterEach(() => scratch.remove())

it('is waited for', async () => {
  const { child, ended } = startCli(['run', 'acting', '--out', scratch.out], project)
  await untilStep(scratch.out, 'steps[0].steps[0]', ended)
  child.kill('SIGTERM')
  const { code, stderr } = await ended
  expect(code, stderr).toBe(143)
  expect(eventsOf(onlyRecord(scratch.out), 'cleanup-ended')).toMatchObject([{ cleanup: 'clean', left: [] }])
  await new Promise((resolve) => setTimeout(resolve, 5000))
  expect(existsSync(blocked)).toBe(false)
})
