import { resolve } from 'node:path'
import type { Command } from 'commander'
import { annotationsOf } from '../../gate/annotations.ts'
import { type AskedArtifact, askedArtifact } from '../../gate/artifact.ts'
import { conclude } from '../../gate/conclude.ts'
import { decisionOnConsole } from '../../gate/console.ts'
import { decisionInMarkdown } from '../../gate/markdown.ts'
import type { Host } from '../../host/host.ts'
import { nodeHost } from '../../host/node.ts'
import { storedRuns } from '../find-runs.ts'
import { gateRecords } from '../gate-records.ts'
import { walkRuns } from '../gate-runs.ts'
import { addToSummary } from '../judge-record.ts'
import { collect } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { readPolicy } from '../read-policy.ts'
import { recordPlaces } from '../record-heads.ts'
import { shownPath } from '../shown-path.ts'
import { releaseDigest } from '../wire.ts'

interface GateFlags {
  policy?: string
  records: string[]
  json?: boolean
  quiet?: boolean
}

export function addGate(program: Command, context: CommandContext): Command {
  return program
    .command('gate <artifact>')
    .option('--policy <file>', 'the policy, YAML or JSON; firedrill.gate.yaml unless given')
    .option(
      '--records <directory>',
      'where further run records are, also below it; may be repeated',
      collect,
      [],
    )
    .option('--json', 'the decision as JSON on standard output')
    .option('--quiet', 'print nothing but what --json asks for')
    .addHelpText(
      'after',
      '\n<artifact> is a digest (sha256:…), a version, commit:<hash>, or a release by its path (./releases/1.2.0).\n' +
        "The project's own records are looked at as well as those of --records.\n" +
        '\nExamples:\n  firedrill gate 1.2.0\n' +
        '  firedrill gate ./releases/1.2.0 --policy ops/gate.yaml --records artifacts',
    )
    .action(async (artifact: string, flags: GateFlags) => {
      const host = nodeHost()
      const stored = await storedRuns(host)
      const asked = await askedOf(host, artifact)
      const policy = await readPolicy(host.files, flags.policy, stored.root ?? process.cwd())
      const places = await placesOf(host, flags.records, stored.reportsDir)
      const { heads, lost, unreadable } = await gateRecords(host.files, places)
      const { indicators, root } = stored
      const walked = await walkRuns({ host, heads, lost, indicators, root, artifact: asked }, policy)
      const looked = { lookedIn: places.map(shownPath), unreadable: unreadable.map(shownPath) }
      const decision = conclude(asked, walked, looked)
      const { terminal } = context
      await addToSummary(host, decisionInMarkdown(decision))
      if (host.env.GITHUB_ACTIONS === 'true') terminal.err(annotationsOf(decision))
      if (flags.json) terminal.out(`${JSON.stringify(decision, null, 2)}\n`)
      else if (!flags.quiet) {
        const colorLevel = terminal.outColours.level
        terminal.out(decisionOnConsole(decision, { colorLevel, columns: terminal.columns }))
      }
      context.exit(decision.exitCode)
    })
}

/** A project's own are looked at in any case: a run that failed there may be newer than all that were handed on. */
async function placesOf(
  { files }: Host,
  named: readonly string[],
  reportsDir: string | null,
): Promise<string[]> {
  const places = await recordPlaces(files, named, reportsDir ?? resolve('reports'))
  return reportsDir === null || places.includes(reportsDir) ? places : [...places, reportsDir]
}

/** By its path, its digest is worked out as a run does it. */
async function askedOf({ files }: Host, text: string): Promise<AskedArtifact> {
  if (!/^(\.{0,2}\/|\.{1,2}$)/.test(text)) return askedArtifact(text)
  const digest = await releaseDigest(files, resolve(text))
  return { ...askedArtifact(`sha256:${digest}`), shown: `${text} (sha256:${digest})` }
}
