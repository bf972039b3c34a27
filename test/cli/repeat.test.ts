import { describe, expect, it } from 'vitest'
import { refuseBoth, repeatRuns } from '../../src/cli/repeat.ts'
import { FiredrillError } from '../../src/errors.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { passedInput } from '../report/build-input.ts'
import { firedrill, smallProject } from './small-project.ts'

const { verdict: good } = passedInput()
const pass: Verdict = { ...good, exitCode: 0 }
const fail: Verdict = { ...good, verdict: 'fail', exitCode: 1 }
const undecided: Verdict = { ...good, verdict: 'inconclusive', exitCode: 2 }
const dirty: Verdict = { ...good, cleanup: 'dirty', exitCode: 3 }

/** Runs end as given, one after the other; `at`: which run a signal comes in. */
async function repeated(endings: Verdict[], { times = endings.length, at = 0 } = {}) {
  const interruption = createInterruption()
  const seen: number[] = []
  let made: readonly Verdict[] = []
  const exit = await repeatRuns({
    times,
    interruption,
    take: async (n) => {
      seen.push(n)
      if (n === at) interruption.receive('SIGTERM')
      const ending = endings[n - 1]
      if (!ending) throw new FiredrillError('target-busy', 'held', { hint: 'wait' })
      return ending
    },
    made: async (verdicts) => {
      made = [...verdicts]
    },
  })
  return { exit, seen, made: made.length }
}

describe('repeated runs', () => {
  it.each([
    { what: 'all pass', endings: [pass, pass, pass], exit: 0, taken: 3 },
    { what: 'a fail does not end the series', endings: [pass, fail, pass], exit: 1, taken: 3 },
    { what: 'a fail is worse than an undecided one', endings: [undecided, fail], exit: 1, taken: 2 },
    { what: 'undecided', endings: [undecided, pass], exit: 2, taken: 2 },
    { what: 'nothing is run on what was left behind', endings: [fail, dirty, pass], exit: 3, taken: 2 },
  ])('end with $exit: $what', async ({ endings, exit, taken }) => {
    expect(await repeated(endings)).toEqual({
      exit,
      seen: Array.from({ length: taken }, (_, k) => k + 1),
      made: taken,
    })
  })

  it('end with the signal that came in the midst of one, which counts as made', async () => {
    expect(await repeated([pass, pass, pass], { at: 2 })).toEqual({ exit: 143, seen: [1, 2], made: 2 })
  })

  it('end where a run cannot be begun, and what was made is kept', async () => {
    await expect(repeated([pass], { times: 3 })).rejects.toMatchObject({ code: 'target-busy' })
  })

  it('make no run after a signal that came before', async () => {
    const interruption = createInterruption()
    interruption.receive('SIGINT')
    const take = () => Promise.reject(new Error('a run was taken'))
    expect(await repeatRuns({ times: 2, interruption, take, made: async () => undefined })).toBe(130)
  })
})

describe('--repeat', () => {
  it('excludes --retry-inconclusive', async () => {
    expect(() => refuseBoth({ repeat: 2, retryInconclusive: 1 })).toThrow('exclude each other')
    expect(() => refuseBoth({ repeat: 2, retryInconclusive: 0 })).not.toThrow()
    expect(() => refuseBoth({ retryInconclusive: 3 })).not.toThrow()
    const args = ['run', 'holds', '--repeat', '3', '--retry-inconclusive', '1']
    const { code, out, err } = await firedrill(smallProject(), args)
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain('[usage] --repeat and --retry-inconclusive exclude each other.')
  })

  it.each(['0', '-1', 'often', '1.5', '1001'])('may not be %s', async (times) => {
    const { code, err } = await firedrill(smallProject(), ['run', 'holds', `--repeat=${times}`])
    expect(code).toBe(64)
    expect(err).toContain('Give a whole number from 1 to 1000.')
  })

  it('refuses before the first run what one run would be refused for', async () => {
    const { code, err } = await firedrill(smallProject(), ['run', 'holds', '--repeat', '2'])
    expect(code).toBe(64)
    expect(err).toContain('[load-script-invalid]')
  })
})
