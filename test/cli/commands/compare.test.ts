import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { type MadeRun, madeRecord } from '../../compare/made-runs.ts'
import { storeRecord } from '../../journal/store-record.ts'
import { firedrill, smallProject } from '../small-project.ts'

async function withRuns(runs: Record<string, MadeRun>): Promise<string> {
  const directory = smallProject()
  for (const [name, made] of Object.entries(runs)) {
    await storeRecord(nodeHost().files, join(directory, 'reports', name), madeRecord(made))
  }
  return directory
}

describe('firedrill compare', () => {
  it.each([
    { what: 'nothing changed', second: { seed: 2, seconds: 60 }, code: 0, starts: 'NO WORSE  kill-node\n' },
    {
      what: 'it became slower',
      second: { seed: 2, seconds: 60, medianMs: 25 },
      code: 1,
      starts: 'WORSE  kill-node\n',
    },
    {
      what: 'there is little',
      second: { seed: 2, seconds: 3 },
      code: 2,
      starts: 'TOO LITTLE DATA  kill-node\n',
    },
  ])('ends with $code where $what', async ({ second, code, starts }) => {
    const directory = await withRuns({ a: { seed: 1, seconds: 60 }, b: second })
    const ended = await firedrill(directory, ['compare', 'a', 'b'])
    expect({ code: ended.code, err: ended.err }).toEqual({ code, err: '' })
    expect(ended.out.startsWith(starts)).toBe(true)
    const json = JSON.parse((await firedrill(directory, ['compare', 'a', 'b', '--json'])).out)
    expect(json).toMatchObject({ format: 'firedrill-comparison/1', exitCode: code, tolerance: 0.25 })
  })

  it('takes a tolerance', async () => {
    const directory = await withRuns({
      a: { seed: 1, seconds: 60 },
      b: { seed: 2, seconds: 60, medianMs: 20 },
    })
    expect((await firedrill(directory, ['compare', 'a', 'b'])).code).toBe(1)
    expect((await firedrill(directory, ['compare', 'a', 'b', '--tolerance', '100%'])).code).toBe(0)
    const wrong = await firedrill(directory, ['compare', 'a', 'b', '--tolerance', 'much'])
    expect([wrong.code, wrong.err]).toEqual([64, expect.stringContaining('Give a percentage such as 25%.')])
  })

  it('refuses a run that stands on both sides', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 } })
    const refused = await firedrill(directory, ['compare', 'a', 'b,a'])
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 64, out: '' })
    expect(refused.err).toContain('run-1 stands on both sides')
  })

  it('refuses other experiments, unless it is told to compare them anyway', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2, more: { ratePerSecond: 50 } } })
    const refused = await firedrill(directory, ['compare', 'a', 'b'])
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 64, out: '' })
    expect(refused.err).toContain('[not-comparable]')
    expect(refused.err).toContain('rate: "100/s" against "50/s"')
    const anyway = await firedrill(directory, ['compare', 'a', 'b', '--anyway'])
    expect(anyway.out).toContain('differs: rate: "100/s" against "50/s"')
  })

  it('leaves out runs that were stopped, and refuses a side without others', async () => {
    const stopped = { seed: 3, more: { run: 'interrupted' as const } }
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 }, c: stopped })
    expect((await firedrill(directory, ['compare', 'a', 'b,c'])).out).toContain(
      'left out: run-3: interrupted',
    )
    const refused = await firedrill(directory, ['compare', 'a', 'c'])
    expect([refused.code, refused.err]).toEqual([64, expect.stringContaining('No run of c came to its end.')])
  })

  it.each([
    { run: 'aborted', code: 2, starts: 'TOO LITTLE DATA' },
    { run: 'errored', code: 2, starts: 'TOO LITTLE DATA' },
    { run: 'interrupted', code: 0, starts: 'NO WORSE' },
  ] as const)('ends with $code where a run of the second side was $run', async ({ run, code, starts }) => {
    const directory = await withRuns({
      a: { seed: 1, seconds: 60 },
      b: { seed: 2, seconds: 60 },
      c: { seed: 3, seconds: 60, more: { run } },
    })
    const ended = await firedrill(directory, ['compare', 'a', 'b,c'])
    expect([ended.code, ended.out.slice(0, starts.length)]).toEqual([code, starts])
    expect(ended.out).toContain(`left out: run-3: ${run}`)
    const json = JSON.parse((await firedrill(directory, ['compare', 'a', 'b,c', '--json'])).out)
    expect(json).toMatchObject({ exitCode: code, leftOut: [`run-3: ${run}`] })
    expect((await firedrill(directory, ['compare', 'a,c', 'b'])).code).toBe(0)
  })

  it('ends with 64 where there is no such run', async () => {
    const ended = await firedrill(smallProject(), ['compare', 'a', 'b'])
    expect([ended.code, ended.err]).toEqual([64, expect.stringContaining('[run-not-found]')])
  })
})
