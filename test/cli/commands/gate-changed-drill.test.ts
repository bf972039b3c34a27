import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { GateDecision } from '../../../src/gate/decision.ts'
import { nodeHost } from '../../../src/host/node.ts'
import type { RunInput } from '../../../src/journal/run-started.ts'
import { project } from '../../config/project.ts'
import { HOUR_MS, storeGateRun } from '../gate-record.ts'
import { firedrill, HOLDS, smallProject } from '../small-project.ts'

const POLICY = `format: firedrill-gate-policy/1
target: processes
within: 7d
drills: [{ drill: kill-node }]
`
const DRILL = 'drills/kill-node.ts'
const SCRIPT = 'scenarios/shop.js'

async function inputsOf(directory: string): Promise<RunInput[]> {
  const digest = (path: string): Promise<string> => nodeHost().files.digest(join(directory, path))
  return [
    { role: 'drill', path: DRILL, digest: await digest(DRILL) },
    { role: 'load script', path: SCRIPT, digest: await digest(SCRIPT) },
  ]
}

async function ask(directory: string) {
  const { code, out } = await firedrill(directory, ['gate', '1.2.0', '--json'])
  const [first] = (JSON.parse(out) as GateDecision).requirements
  return { code, first, codes: first?.unfit.flatMap(({ reasons }) => reasons.map((each) => each.code)) }
}

const made = () => smallProject({ [DRILL]: HOLDS, 'firedrill.gate.yaml': POLICY })

it.each([DRILL, SCRIPT])('a run counts while %s is as it was when the run was made', async (file) => {
  const directory = made()
  await storeGateRun(directory, { inputs: await inputsOf(directory) })
  expect((await ask(directory)).code).toBe(0)
  writeFileSync(join(directory, file), `${HOLDS}// another one\n`)
  const { code, codes, first } = await ask(directory)
  expect({ code, codes }).toEqual({ code: 1, codes: ['drill-changed'] })
  expect(first?.command).toBe('firedrill run kill-node --target processes')
  expect(first?.unfit[0]?.reasons[0]?.why).toContain(file)
})

it.each(['drill', 'load script'])(
  'a run whose record does not tell its %s may be of another one',
  async (role) => {
    const directory = made()
    const inputs = (await inputsOf(directory)).filter((each) => each.role !== role)
    await storeGateRun(directory, { inputs })
    const { code, codes, first } = await ask(directory)
    expect({ code, codes }).toEqual({ code: 1, codes: ['drill-changed'] })
    expect(first?.unfit[0]?.reasons[0]?.why).toContain(`does not tell which ${role} it ran`)
  },
)

it('a record of before digests were kept counts as it did', async () => {
  const directory = made()
  await storeGateRun(directory)
  expect((await ask(directory)).code).toBe(0)
})

it('a fail of another drill file stands until a run passes', async () => {
  const directory = made()
  const inputs = await inputsOf(directory)
  await storeGateRun(directory, { name: 'failed', agoMs: 2 * HOUR_MS, failed: 9, inputs })
  await storeGateRun(directory, { name: 'older', agoMs: 3 * HOUR_MS })
  writeFileSync(join(directory, DRILL), `${HOLDS}// another one\n`)
  expect(await ask(directory)).toMatchObject({ code: 1, first: { failed: { id: 'failed', reasons: [] } } })
  await storeGateRun(directory, { name: 'passed', inputs: await inputsOf(directory) })
  expect((await ask(directory)).code).toBe(0)
})

it('outside of the project there is nothing to hold it against', async () => {
  const directory = made()
  const elsewhere = project({ 'package.json': '{}', 'firedrill.gate.yaml': POLICY })
  await storeGateRun(elsewhere, { inputs: await inputsOf(directory) })
  expect((await ask(elsewhere)).code).toBe(0)
})
