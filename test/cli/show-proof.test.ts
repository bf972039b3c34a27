import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openProject } from '../../src/cli/project.ts'
import { showProof } from '../../src/cli/show-proof.ts'
import { conclude } from '../../src/prove/conclude.ts'
import { PROVEN, proofOf } from '../prove/build-runs.ts'
import { madeTerminal } from './made-terminal.ts'
import { inProject, smallProject } from './small-project.ts'

const proof = conclude({ ...PROVEN, sabotages: [proofOf()] })

async function shown(flags: { json?: boolean; quiet?: boolean; out?: string }) {
  const directory = smallProject()
  const summary = join(directory, 'summary.md')
  const terminal = madeTerminal()
  const show = async () => showProof(await openProject(), proof, flags, terminal)
  await inProject(directory, show, { GITHUB_STEP_SUMMARY: summary })
  return { directory, summary, out: terminal.stdout }
}

it('writes the proof beside the runs, and says it', async () => {
  const { directory, summary, out } = await shown({})
  expect(JSON.parse(readFileSync(join(directory, 'reports', 'prove-kill-node.json'), 'utf8'))).toEqual(proof)
  const text = readFileSync(join(directory, 'reports', 'prove-kill-node.md'), 'utf8')
  expect(text).toContain('# kill-node: trusted')
  expect(readFileSync(summary, 'utf8')).toBe(text)
  expect(out).toContain('TRUSTED  kill-node')
  expect(out).toContain('report: reports/prove-kill-node.md\n')
})

it('says it as JSON, or not at all', async () => {
  expect(JSON.parse((await shown({ json: true })).out)).toEqual(proof)
  const { directory, out } = await shown({ quiet: true, out: 'elsewhere' })
  expect(out).toBe('')
  expect(readFileSync(join(directory, 'elsewhere', 'prove-kill-node.md'), 'utf8')).not.toBe('')
})
