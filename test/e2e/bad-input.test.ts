/** Whatever is wrong with the input is one clear message with a hint and its exit code, and nothing is left running. */
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ERRORS } from '../../src/errors.ts'
import { type Case, commandLine, RUN, starting, stored } from './bad-input-cases.ts'
import { projects } from './bad-project-cases.ts'
import { type Ended, firedrill, startCli } from './cli.ts'
import { makeProject } from './project.ts'
import { filesOf, processesWith, remainsOf, untilNothing } from './remains.ts'
import { makeScratch } from './scratch.ts'
import { config, drill, SMALL_APP } from './small-app.ts'
import { onlyRecord, untilEvent } from './stored.ts'

let taken: { port: number; close(): void }

beforeAll(async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  taken = {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    close: () => server.close(),
  }
})
afterAll(() => taken.close())

describe.concurrent.each([
  ['of the command line', commandLine],
  ['of the project', projects],
  ['found while starting', starting],
  ['of a stored run', stored],
])('bad input %s', (_where, cases) => {
  it.each(cases)('$what: $code', async (wrong) => {
    await expectRefused(wrong, [])
  })
})

describe.concurrent('a port in use', () => {
  it('names the port and whose it should be', async () => {
    const fixed = config({ target: `ports: [${taken.port}],` })
    await expectRefused(
      {
        what: 'a port in use',
        files: { 'firedrill.config.ts': fixed },
        code: 'port-in-use',
        says: [new RegExp(`Port ${taken.port}, which the configuration gives to web-1`), /127\.0\.0\.1/],
      },
      [],
    )
  })
})

describe.concurrent('--debug', () => {
  const chosen = ['a bad --seed', 'an unknown drill', 'a drill file that throws', 'an app that exits at once']
  it.each([...commandLine, ...projects, ...starting].filter(({ what }) => chosen.includes(what)))(
    'shows where $what was found, in its stack',
    async (wrong) => {
      const { stderr } = await expectRefused(wrong, ['--debug'])
      expect(stderr).toMatch(/^ {4}at .+:\d+:\d+\)?$/m)
    },
  )
})

async function expectRefused(wrong: Case, further: readonly string[]): Promise<Ended> {
  const { args = RUN, files = {}, without = [], env = {}, code, says, records = 0 } = wrong
  const scratch = makeScratch()
  try {
    const all = Object.entries({ ...SMALL_APP, ...files }).filter(([path]) => !without.includes(path))
    const project = makeProject(scratch, 'project', Object.fromEntries(all))
    const ended = await firedrill([...args, ...further], { ...project, env: { ...project.env, ...env } })
    const { stderr } = ended
    expect(stderr).toMatch(new RegExp(`^error \\[${code}\\] \\S.*`, 'm'))
    // The hint stands below the message, indented.
    expect(stderr.split(`[${code}]`)[1]).toMatch(/\n {2}\S.{5}/)
    for (const text of says) expect(stderr).toMatch(text)
    if (further.length === 0) expect(stderr + ended.stdout).not.toMatch(/^\s+at .+:\d+:\d+/m)
    expect(ended.code, stderr).toBe(ERRORS[code].exit)
    expect(
      await untilNothing(() => [...processesWith([scratch.directory]), ...filesOf(scratch)], 3000),
    ).toEqual([])
    const kept = existsSync(project.reports) ? readdirSync(project.reports) : []
    expect(kept.filter((name) => name !== 'latest')).toHaveLength(records)
    return ended
  } finally {
    scratch.remove()
  }
}

it('keeps a second run from measuring the first, and names the owner', async () => {
  const scratch = makeScratch()
  const long = { ...SMALL_APP, 'drills/calm.ts': drill("phase('calm', [hold('60s')])") }
  const project = makeProject(scratch, 'project', long)
  const first = startCli([...RUN, '--out', 'first'], project)
  await untilEvent(join(project.cwd, 'first'), 'load-started', first.ended)
  const second = await firedrill([...RUN, '--out', 'second'], project)
  const owner = onlyRecord(join(project.cwd, 'first'))
  expect(second.code).toBe(ERRORS['target-busy'].exit)
  expect(second.stderr).toContain(
    `error [target-busy] The run ${basename(owner)} (pid ${first.child.pid} of `,
  )
  expect(second.stderr).toContain(`kill -TERM ${first.child.pid}`)
  expect(second.stdout).not.toContain('damaged')
  // The owner goes on, and its lock is its own to give back.
  expect(filesOf(scratch).filter((file) => file.includes('.lock'))).toHaveLength(1)
  first.child.kill('SIGTERM')
  expect((await first.ended).code).toBe(143)
  expect(await remainsOf(owner, scratch)).toEqual([])
  scratch.remove()
})
