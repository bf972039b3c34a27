import { join, relative } from 'node:path'
import { proofOnConsole } from '../prove/console.ts'
import { proofInMarkdown } from '../prove/markdown.ts'
import type { Proof } from '../prove/proof.ts'
import { reportsDirOf } from './attempt.ts'
import type { ProveFlags } from './commands/prove.ts'
import { addToSummary } from './judge-record.ts'
import type { Project } from './project.ts'
import type { Terminal } from './terminal.ts'

/** Writes `prove-<drill>.json` and `.md` beside the runs, and says it on the terminal. */
export async function showProof(
  project: Project,
  proof: Proof,
  flags: Pick<ProveFlags, 'out' | 'json' | 'quiet'>,
  terminal: Terminal,
): Promise<void> {
  const { host } = project
  const directory = reportsDirOf(project, flags)
  const at = (ending: string) => join(directory, `prove-${proof.drill}.${ending}`)
  const json = `${JSON.stringify(proof, null, 2)}\n`
  const text = proofInMarkdown(proof)
  await host.files.makeDir(directory)
  await host.files.writeAtomic(at('json'), json)
  await host.files.writeAtomic(at('md'), text)
  await addToSummary(host, text)
  if (flags.json) return terminal.out(json)
  if (flags.quiet) return
  const shown = relative(process.cwd(), at('md'))
  const report = shown.startsWith('..') ? at('md') : shown
  const colorLevel = terminal.outColours.level
  terminal.out(`\n${proofOnConsole(proof, { colorLevel, columns: terminal.columns, report })}`)
}
