/** The generated runbook is followed by somebody who has nothing but the page, from a bad release back to a healthy one. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Block, blocksOf } from '../runbook/read-page.ts'
import { firedrill, startCli } from './cli.ts'
import { remainsOf, untilNothing } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { asked, bringDown, bringUp, inFreshShell, type Standing, standingProject } from './standing-app.ts'
import { eventsOf, onlyRecord, untilEvent, verdictOf } from './stored.ts'

const WITHIN_MS = 20_000
const HEALTHY = { status: 200, release: '1' }
let scratch: Scratch
let standing: Standing

const file = () => join(standing.cwd, 'docs', 'runbook', 'deploy.md')
const page = () => readFileSync(file(), 'utf8')
const partOf = (name: string): Block[] => blocksOf(page()).filter(({ part }) => part.endsWith(name))

beforeAll(async () => {
  scratch = makeScratch()
  standing = await standingProject(scratch)
  const rehearsed = await firedrill(['run', 'rehearsal'], standing)
  expect(rehearsed.code, `${rehearsed.stdout}${rehearsed.stderr}`).toBe(0)
  const made = await firedrill(['runbook'], standing)
  expect(made.code, made.stderr).toBe(0)
})
afterEach(() => bringDown(standing))
afterAll(() => scratch.remove())

/** Types each block in a shell of its own; none may fail. */
function follow(blocks: readonly Block[]): string[] {
  expect(blocks.length).toBeGreaterThan(0)
  return blocks.map(({ text, step }) => {
    const { code, stdout, stderr } = inFreshShell(text, standing)
    expect({ step, code, stderr: code === 0 ? '' : stderr }).toEqual({ step, code: 0, stderr: '' })
    return stdout
  })
}

async function stands(): Promise<void> {
  expect(bringUp(standing).code).toBe(0)
  await expect.poll(() => asked(standing), { timeout: WITHIN_MS }).toEqual(HEALTHY)
}

it('brings a bad release back to the one before, block by block, each in a fresh shell', async () => {
  await stands()
  expect(inFreshShell(`./deploy "$PWD/releases/1-bad" '${standing.instances}'`, standing).code).toBe(0)
  expect(await asked(standing)).toEqual({ status: 500, release: '1-bad' })
  const printed = follow(partOf('Rollback'))
  expect(await asked(standing)).toEqual(HEALTHY)
  // What it says to expect is what is seen.
  expect(printed.at(-1)).toBe('200\n')
  expect(printed.some((text) => text.includes('"version":"1"'))).toBe(true)
})

it('leads through a whole deploy, and back', async () => {
  await stands()
  follow([...partOf('Before the deploy'), ...partOf('Migration'), ...partOf('Rollout')])
  expect(await asked(standing)).toEqual({ status: 200, release: '2' })
  const seen = follow(partOf('After the deploy'))
  expect(seen.join('')).toContain('"version":"2"')
  follow(partOf('Rollback'))
  expect(await asked(standing)).toEqual(HEALTHY)
})

it('would be seen not to lead there, were a command another one', async () => {
  await stands()
  const [block] = partOf('Rollback')
  if (!block) throw new Error('there is no block')
  const wrong = block.text.replace('releases/1 ', 'releases/1-bad ')
  expect(wrong).not.toBe(block.text)
  follow([{ ...block, text: wrong }])
  expect(await asked(standing)).toEqual({ status: 500, release: '1-bad' })
})

it('has numbers, whom to tell, and what nobody has tried yet', () => {
  expect(page()).toContain('- errors above 20 % over 2 s')
  expect(page()).toContain('- the one on call: at once, of a rollback')
  expect(page()).toContain(
    'How long a person takes who follows this was not rehearsed. To rehearse it: `firedrill run rollback-by-hand --target processes`.',
  )
  expect(page()).not.toContain(scratch.directory)
})

it('is checked: it is right until it is edited, its commands change, or it is too old', async () => {
  const check = async (...args: string[]) => {
    const { code, stdout } = await firedrill(['runbook', '--check', ...args], standing)
    return { code, stdout }
  }
  expect(await check()).toEqual({ code: 0, stdout: 'docs/runbook/deploy.md is right.\n' })
  expect(await check('--max-age', '1s')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('at most 1 s'),
  })
  const [config, made] = [join(standing.cwd, 'firedrill.config.ts'), page()]
  const written = readFileSync(config, 'utf8')
  try {
    writeFileSync(config, written.replace("['./deploy',", "['./deploy', '--fast',"))
    expect(await check()).toMatchObject({ code: 1, stdout: expect.stringContaining('./deploy --fast') })
    writeFileSync(config, written)
    writeFileSync(file(), made.replace('releases/1', 'releases/0'))
    expect(await check()).toMatchObject({ code: 1, stdout: expect.stringContaining('edited by hand') })
  } finally {
    writeFileSync(config, written)
    writeFileSync(file(), made)
  }
  expect((await check()).code).toBe(0)
})

it('is followed by a person under a drill that times them', async () => {
  const out = join(scratch.directory, 'by-hand')
  const { ended, stderr } = startCli(['run', 'rollback-by-hand', '--out', out], standing)
  await untilEvent(out, 'manual', ended)
  expect(stderr()).toContain(
    'now you: Bring the release before back, by the rollback of docs/runbook/deploy.md.',
  )
  // The person.
  const [first] = partOf('Rollback')
  if (!first) throw new Error('there is no block')
  follow([first])
  const { code, stderr: told } = await ended
  expect(code, told).toBe(0)
  const record = onlyRecord(out)
  const verdict = verdictOf(record)
  expect(verdict).toMatchObject({ verdict: 'pass', cleanup: 'clean', deploys: [{ to: '1-bad' }] })
  const [back] = verdict.rollbacks
  expect(back).toMatchObject({ to: '1', actMs: expect.any(Number), totalMs: expect.any(Number) })
  // Firedrill itself has run nothing to bring it back before the run was over.
  const ends = eventsOf(record, 'run-ended')[0]?.atMs ?? 0
  const own = eventsOf(record, 'command').filter(
    ({ what, startMs }) => what.startsWith('roll back') && startMs < ends,
  )
  expect(own).toEqual([])
  expect(await untilNothing(() => remainsOf(record, scratch), WITHIN_MS)).toEqual([])
  // From then on the page says how long a person took.
  const reports = [standing.reports, out].join(',')
  const made = await firedrill(
    ['runbook', '--from', reports, '--out', join(scratch.out, 'page.md')],
    standing,
  )
  expect(made.code, made.stderr).toBe(0)
  expect(readFileSync(join(scratch.out, 'page.md'), 'utf8')).toMatch(
    /had every instance back on 1 after [\d.]+ /,
  )
})
