import { dirname, join, relative, resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { EXIT, FiredrillError, messageOf } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { plainLines } from '../../report/plain.ts'
import { ageMs } from '../../runbook/age.ts'
import type { Candidate } from '../../runbook/choose.ts'
import { missingIn } from '../../runbook/page.ts'
import { unseal } from '../../runbook/seal.ts'
import { findRuns, runsWithin, type StoredRuns } from '../find-runs.ts'
import { collect } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { openProject } from '../project.ts'
import { candidatesIn } from '../runbook/candidates.ts'
import { checkPage } from '../runbook/check.ts'
import { type MadePage, makePage } from '../runbook/make.ts'
import { type Place, placeWords } from '../runbook/place.ts'

interface RunbookFlags {
  from: string[]
  env?: string
  target?: string
  out?: string
  check?: boolean
  force?: boolean
  maxAge: number
}

const PAGE = join('docs', 'runbook', 'deploy.md')

export function addRunbook(program: Command, context: CommandContext): Command {
  return program
    .command('runbook')
    .option('--from <runs>', 'these runs, and no others; may be repeated', collect, [])
    .option('--env <name>', 'rehearsals in this environment')
    .option('--target <name>', 'rehearsals on this target')
    .option('--out <file>', `the page; default ${PAGE} of the project`)
    .option('--force', 'write it also where the page that is there lacks less, or is of another place')
    .option('--check', 'write nothing; say whether the page is still right')
    .addOption(
      new Option('--max-age <age>', 'how old a rehearsal may be: 7d, 12h')
        .argParser(age)
        .default(ageMs('30d'), '30d'),
    )
    .addHelpText(
      'after',
      `
Without --from the newest stored run that rehearsed each part is taken; it has to have passed.

Examples:
  firedrill runbook
  firedrill runbook --from reports/latest
  firedrill runbook --check --max-age 7d`,
    )
    .action(async (flags: RunbookFlags) => {
      const { host, loaded } = await openProject({ allowMissingEnv: true })
      const { reportsDir, indicators } = loaded.config
      const stored: StoredRuns = { files: host.files, reportsDir, root: loaded.root, indicators }
      const file = flags.out === undefined ? join(loaded.root, PAGE) : resolve(flags.out)
      const shown = relative(process.cwd(), file) || file
      const candidates = await candidatesOf(stored, flags)
      // Words of stored runs are among it.
      const out = (text: string): void => context.terminal.out(plainLines(text))
      if (flags.check) {
        const page = await host.files.readIfThere(file)
        const reasons = await checkPage(host, stored, candidates, page, flags.maxAge)
        out(checkedText(shown, reasons))
        if (reasons.length > 0) context.exit(EXIT.fail)
        return
      }
      const made = await makePage(host, stored, candidates, flags.maxAge)
      if (flags.force !== true) {
        const before = await host.files.readIfThere(file)
        if (flags.env === undefined && flags.target === undefined) refuseOther(shown, before, made.page)
        refusePoorer(shown, before, made.page)
      }
      await write(host, file, made.page)
      out(madeText(shown, made))
    })
}

/** The newest rehearsal decides of which place the page is: unasked, it must not be another one than it was. Throws `usage`. */
function refuseOther(file: string, before: string | null, page: string): void {
  const [was, is] = [before === null ? null : unseal(before).facts, unseal(page).facts]
  if (was === null || is === null) return
  if (was.target === is.target && was.environment === is.environment) return
  const message = `${file} is for ${placeShown(was)}, and would be for ${placeShown(is)}: nothing was written.`
  throw new FiredrillError('usage', message, {
    hint: `Name the place by \`${placeWords(was).join(' ')}\` or \`${placeWords(is).join(' ')}\`, or another file by --out.`,
  })
}

function placeShown({ target, environment }: Place): string {
  return environment === null ? `target ${target}` : `target ${target}, environment ${environment}`
}

/** A page of a few rehearsals must not take the place of one of all of them unasked. Throws `usage`. */
function refusePoorer(file: string, before: string | null, page: string): void {
  if (before === null || missingIn(page) <= missingIn(before)) return
  const message = `${file} lacks ${missingIn(before)} parts, and would lack ${missingIn(page)}: nothing was written.`
  throw new FiredrillError('usage', message, {
    hint: 'Rehearse what it would lack (`firedrill runbook --out other.md` says how), or write it all the same by --force.',
  })
}

async function candidatesOf(stored: StoredRuns, { from, env, target }: RunbookFlags): Promise<Candidate[]> {
  const { files, reportsDir } = stored
  const named = (await Promise.all(from.map((each) => findRuns(stored, each)))).flat()
  const directories = from.length > 0 || reportsDir === null ? named : await runsWithin(files, reportsDir)
  const all = await candidatesIn(files, [...new Set(directories)])
  return all
    .filter((each) => env === undefined || each.environment === env)
    .filter((each) => target === undefined || each.target === target)
    .map((each) => (from.length > 0 ? spoken(each) : each))
}

/** A run that was named has to stand for itself: that it says nothing is no reason to look for another one. */
function spoken(candidate: Candidate): Candidate {
  return candidate.word === 'silent' ? { ...candidate, word: 'not-passed' } : candidate
}

function checkedText(file: string, reasons: readonly string[]): string {
  if (reasons.length === 0) return `${file} is right.\n`
  return `${file} is not right:\n${reasons.map((reason) => `  - ${reason}\n`).join('')}Rehearse again where it says so, then \`firedrill runbook\`.\n`
}

function madeText(file: string, { runbook }: MadePage): string {
  const runs = runbook.rehearsals.map(({ run }) => run).join(', ')
  const missing = runbook.parts.flatMap((part) => part.missing)
  const lines = missing.map(({ what }) => `  missing: ${what}\n`)
  const commands = [...new Set(missing.flatMap(({ rehearse }) => rehearse.slice(0, 1)))]
  const then = commands.map((command) => `  to rehearse it: ${command}\n`)
  return `${file}: made from ${runs}\n${lines.join('')}${then.join('')}`
}

async function write(host: Host, file: string, page: string): Promise<void> {
  try {
    await host.files.makeDir(dirname(file))
    await host.files.writeAtomic(file, page)
  } catch (cause) {
    throw new FiredrillError('usage', `${file} cannot be written: ${messageOf(cause)}`, {
      hint: 'Name another file by --out.',
      cause,
    })
  }
}

function age(text: string): number {
  try {
    return ageMs(text)
  } catch {
    throw new InvalidArgumentError('Give an age such as 30d or 12h.')
  }
}
