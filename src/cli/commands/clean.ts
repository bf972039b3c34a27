import { resolve } from 'node:path'
import type { Command } from 'commander'
import { nodeHost } from '../../host/node.ts'
import { cleaningOf } from '../clean-records.ts'
import { storedRuns } from '../find-runs.ts'
import { wholeNumber } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { shownPath } from '../shown-path.ts'

interface CleanFlags {
  keep: number
  dryRun?: boolean
  out?: string
}

export function addClean(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('clean')
    .requiredOption('--keep <runs>', 'of each drill, the newest so many are kept', wholeNumber)
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .option('--out <directory>', 'where run records are, instead of the configured place')
    .addHelpText('after', '\nExamples:\n  firedrill clean --keep 20 --dry-run\n  firedrill clean --keep 20')
    .action(async ({ keep, dryRun = false, out }: CleanFlags) => {
      const host = nodeHost()
      const { reportsDir } = await storedRuns(host)
      const place = out === undefined ? (reportsDir ?? resolve('reports')) : resolve(out)
      const { remove, kept, batches, all } = await cleaningOf(host, place, keep)
      for (const path of [...remove, ...batches]) {
        if (!dryRun) await host.files.remove(path)
        terminal.out(`${dryRun ? 'would remove' : 'removed'} ${shownPath(path)}\n`)
      }
      for (const { directory, why } of kept) terminal.out(`kept ${shownPath(directory)}: ${why}\n`)
      const records = all === 1 ? 'record' : 'records'
      terminal.out(`${remove.length} of ${all} ${records} ${dryRun ? 'would be removed' : 'removed'}\n`)
    })
}
