import { describe, expect, it } from 'vitest'
import { openTarget } from '../../src/cli/choose.ts'
import { type Given, parseSet, planFor, refuse, resolveDrill } from '../../src/cli/plan-run.ts'
import { openProject } from '../../src/cli/project.ts'
import type { FiredrillError } from '../../src/errors.ts'
import type { Refusal } from '../../src/target/target.ts'
import { configFile, refusalOf } from '../config/project.ts'
import { ELSEWHERE, inProject, smallProject, TARGET } from './small-project.ts'

describe('--set', () => {
  it.each([
    { set: [], values: {} },
    { set: ['rate=50/s'], values: { rate: '50/s' } },
    { set: ['rate=50/s', 'lose=pause'], values: { rate: '50/s', lose: 'pause' } },
    { set: ['path=/a?b=c'], values: { path: '/a?b=c' } },
    { set: ['note='], values: { note: '' } },
  ])('reads $set', ({ set, values }) => {
    expect(parseSet(set)).toEqual(values)
  })

  it.each(['rate', '=50/s', ''])('refuses "%s"', async (text) => {
    expect(await refusalOf(() => parseSet(['lose=pause', text]))).toEqual({
      code: 'usage',
      message: `--set ${text} has no value.`,
      hint: 'Write --set name=value.',
    })
  })

  it('refuses a name that is given twice: one of them would be forgotten', async () => {
    expect(await refusalOf(() => parseSet(['rate=50/s', 'lose=pause', 'rate=60/s']))).toEqual({
      code: 'usage',
      message: '--set rate is given twice.',
      hint: 'Give each parameter once.',
    })
  })
})

function planned(
  options: { files?: Record<string, string>; name?: string; set?: string[]; seed?: number } = {},
) {
  return inProject(smallProject(options.files), async () => {
    const project = await openProject()
    const { target } = await openTarget(project, undefined)
    const input = { set: options.set ?? [], seed: options.seed }
    const resolved = resolveDrill(project.find(options.name ?? 'holds'), project, input)
    return { resolved, plan: await planFor(project, target, resolved) }
  })
}

describe('a drill is resolved', () => {
  it('with the values of the command line', async () => {
    const { resolved } = await planned({ set: ['rate=50/s'], seed: 7 })
    expect(resolved).toMatchObject({ seed: 7, file: 'drills/holds.ts', params: { rate: '50/s' } })
    expect((await planned()).resolved.params).toEqual({ rate: '100/s' })
  })

  it('with a seed that can be typed again, where none is given', async () => {
    const { seed } = (await planned()).resolved
    expect(Number.isInteger(seed) && seed >= 0 && seed < 1_000_000).toBe(true)
  })
})

describe('a plan', () => {
  it('refuses nothing of what the project has', async () => {
    const { plan } = await planned()
    expect(plan.refusals).toEqual([])
    expect(refuse(plan, { set: [] })).toBeUndefined()
  })

  it('knows what the configuration has, and refuses what it has not', async () => {
    const { plan } = await planned({ files: { 'drills/elsewhere.ts': ELSEWHERE }, name: 'elsewhere' })
    expect(plan.refusals.map(({ code }) => code)).toEqual(['load-unknown'])
  })

  it('refuses a load whose script is not there, which a run would say only once it has k6', async () => {
    const config = configFile(`loads: { shop: 'scenarios/shoop.js' },\n${TARGET},`)
    const { plan } = await planned({ files: { 'firedrill.config.ts': config } })
    expect(plan.refusals).toEqual([
      {
        code: 'load-script-invalid',
        reason: expect.stringMatching(
          /^The k6 script \/.*\/scenarios\/shoop\.js of the load "shop" is not there\.$/,
        ),
        hint: 'Correct its path under `loads` in firedrill.config.ts.',
      },
    ])
  })
})

it('names every reason in the refusal, and ends with the exit code of the first', async () => {
  const { plan } = await planned()
  const refusals: Refusal[] = [
    { code: 'tool-missing', reason: 'There is no "caddy".', hint: 'Install it.' },
    { code: 'plan-refused', reason: 'It is too large.', hint: 'Make it smaller.' },
  ]
  const refused = (list: Refusal[], given: Given = { set: [] }): unknown => {
    try {
      return refuse({ ...plan, refusals: list }, given)
    } catch (error) {
      return error
    }
  }
  const { code, message, hint, exitCode } = refused(refusals) as FiredrillError
  expect({ code, exitCode, hint }).toEqual({
    code: 'tool-missing',
    exitCode: 69,
    hint: '`firedrill plan holds` shows what it would do.',
  })
  expect(message).toBe(
    'holds cannot be run:\n  - There is no "caddy". Install it.\n  - It is too large. Make it smaller.',
  )
  expect((refused(refusals.toReversed()) as FiredrillError).exitCode).toBe(77)
  const given = { env: 'own', target: 'staging', set: ['bad=slow', 'note=a b'], seed: 7 }
  expect((refused(refusals, given) as FiredrillError).hint).toBe(
    "`firedrill plan holds --target staging --env own --set bad=slow --set 'note=a b' --seed 7` shows what it would do.",
  )
})
