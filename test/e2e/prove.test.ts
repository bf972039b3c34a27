/** Users prove their own drills: one that is too lax is named, by the objective and by what it let through. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Proof } from '../../src/prove/proof.ts'
import { type Ended, firedrill } from './cli.ts'
import { makeProject, type TestProject } from './project.ts'
import { remainsOf } from './remains.ts'
import { makeScratch } from './scratch.ts'
import { SMALL_APP } from './small-app.ts'
import { recordsIn, verdictOf } from './stored.ts'

const DRILL = `import { drill, hold, load, p95, param, phase, uptime } from 'firedrill'
export default drill('calm', {
  purpose: 'Nothing happens.',
  params: { bound: param.duration('200ms') },
}, ({ bound }) => ({
  load: load('app', { rate: '200/s' }),
  steps: [phase('calm', [hold('5500ms')])],
  expect: [p95().below(bound), uptime().atLeast('99.9%')],
}))
`

const scratch = makeScratch()
afterAll(() => scratch.remove())

const files = { ...SMALL_APP, 'drills/calm.ts': DRILL }
const prove = (project: TestProject, ...args: string[]): Promise<Ended> =>
  firedrill(['prove', 'calm', ...args], project)

describe('a drill with an objective that is too lax', () => {
  let project: TestProject
  let ended: Ended
  let proof: Proof
  beforeAll(async () => {
    project = makeProject(scratch, 'lax', files)
    ended = await prove(project, '--set', 'bound=5s', '--only', 'delays,loses,loses-writes,version-lies')
    proof = JSON.parse(readFileSync(join(project.reports, 'prove-calm.json'), 'utf8')) as Proof
  })

  it('is not trusted, and the objective is named with what it saw', () => {
    expect(ended.code, ended.stdout + ended.stderr).toBe(1)
    const delays = proof.sabotages.find(({ sabotage }) => sabotage === 'delays')
    expect(delays?.outcome).toBe('let-through')
    expect(delays?.why[0]).toMatch(
      /^Too lax: p95 below 5 s in calm saw 4\d\d(\.\d+)? ms, and \d.* ms without the sabotage/,
    )
    expect(ended.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'calm cannot be trusted: it caught 1 of 2 and let delays through.',
    )
    expect(delays?.spoiled?.spoiled).toBeGreaterThan(80)
  })

  it('is told which clause caught another one', () => {
    const loses = proof.sabotages.find(({ sabotage }) => sabotage === 'loses')
    expect(loses).toMatchObject({ outcome: 'caught', by: 'uptime at least 99.9 % in calm', exitCode: 1 })
  })

  it('is told what shows nothing of it, and that was not run', () => {
    const others = proof.sabotages.filter(({ outcome }) => outcome === 'not-applicable')
    expect(others.map(({ sabotage, why, run }) => [sabotage, why, run])).toEqual([
      ['loses-writes', ['its load writes nothing.'], null],
      ['version-lies', ['it ships no release.'], null],
    ])
    expect(recordsIn(project.reports)).toHaveLength(3)
  })

  it('was proven on targets that say what they are, and nothing is left', async () => {
    for (const record of recordsIn(project.reports)) {
      expect(verdictOf(record).target.kind).toMatch(/proxy that only passes on|sabotaged/)
      expect(await remainsOf(record, scratch)).toEqual([])
      // It is run again as it was: sabotaged.
      expect(readFileSync(join(record, 'report.md'), 'utf8')).toMatch(
        /target: processes, (seen through a proxy|sabotaged)[\s\S]*\nfiredrill prove calm (--only (delays|loses) )?--target processes --set bound=5s/,
      )
    }
    expect(existsSync(join(project.reports, 'latest'))).toBe(false)
  })
})

it('a drill whose objective is tight enough is trusted', async () => {
  const project = makeProject(scratch, 'tight', files)
  const { code, stdout, stderr } = await prove(project, '--only', 'delays', '--json')
  expect(code, stdout + stderr).toBe(0)
  const proof = JSON.parse(stdout) as Proof
  expect(proof).toMatchObject({ trusted: true, summary: 'calm can be trusted: it caught 1 of 1.' })
  expect(proof.sabotages[0]).toMatchObject({ outcome: 'caught', by: 'p95 below 200 ms in calm' })
})

it('nothing is proven of a drill that does not pass on the app as it is', async () => {
  const late = SMALL_APP['server.js']!.replace(
    "response.end('hello')",
    "setTimeout(() => response.end('hello'), 300)",
  )
  const project = makeProject(scratch, 'slow', { ...files, 'server.js': late })
  const { code, stdout, stderr } = await prove(project, '--only', 'delays')
  expect(code, stdout + stderr).toBe(2)
  expect(stdout).toContain('NOT DECIDED  calm\nNothing is proven: calm does not pass on the app as it is.')
  expect(recordsIn(project.reports)).toHaveLength(1)
})
