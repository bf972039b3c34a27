import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { ERRORS, EXIT, FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { plainLines } from '../../report/plain.ts'
import { recoverCommand, remedyWords } from '../../report/remedy.ts'
import { endLost, type LostRun } from '../../run/lost-runs.ts'
import {
  otherProject,
  type Recovered,
  recoverRun,
  type Unfinished,
  unfinishedRuns,
  whoseRecord,
} from '../../run/recover.ts'
import type { ProjectPlaces } from '../../run/whose.ts'
import type { UndoOutcome } from '../../undo/undo.ts'
import type { CommandContext } from '../program.ts'
import { openProject } from '../project.ts'

export function addRecover(program: Command, { terminal, exit }: CommandContext): Command {
  return program
    .command('recover [run]')
    .option('--all', 'every run of this project that was not cleaned up (the default without <run>)')
    .option(
      '--gone',
      'with <run>: the machine or container where it ran is no more: its process is not asked for',
    )
    .option(
      '--trusted',
      'with <run>: the record is yours: its commands are run though nothing shows that it was made on this machine since it was booted',
    )
    .addHelpText('after', '\nExamples:\n  firedrill recover\n  firedrill recover reports/latest')
    .action(
      async (
        run: string | undefined,
        { all = false, gone: isGone = false, trusted: isTrusted = false }: Said,
      ) => {
        if (all && run !== undefined) throw oneOfAll(run)
        if (isGone && run === undefined) throw withoutRun('--gone', 'whose machine or container is gone')
        if (isTrusted && run === undefined) throw withoutRun('--trusted', 'that is yours')
        const { host, loaded } = await openProject({ allowMissingEnv: true })
        const { reportsDir, handlers } = loaded.config
        const project = { root: loaded.root, reportsDir }
        const out = (text: string): void => terminal.out(plainLines(text))
        if (run !== undefined) {
          const { directory, isOwn } = await namedRecord(host, run, project)
          const result = await recoverRun(host, directory, isOwn ? handlers : {}, { isGone, isTrusted })
          out(recoveredText(directory, result))
          exit(exitOf([result]))
          return
        }
        const { own, others, lost } = await unfinishedRuns(host, project)
        if (own.length === 0) out('Every run of this project was cleaned up.\n')
        const results = []
        for (const directory of own) {
          const result = await recoverRun(host, directory, handlers)
          out(recoveredText(directory, result))
          results.push(result)
        }
        out(othersText(others))
        let isLeft = false
        for (const each of lost) {
          const outcomes = await endLost(host, each)
          out(lostText(each, outcomes))
          isLeft ||= outcomes.some(({ healed }) => !healed)
        }
        const code = isLeft ? EXIT.dirty : exitOf(results)
        exit(code === EXIT.pass && others.length > 0 ? EXIT.refused : code)
      },
    )
}

interface Said {
  all?: boolean
  gone?: boolean
  trusted?: boolean
}

function oneOfAll(run: string): FiredrillError {
  return new FiredrillError('usage', `--all was given with a run, ${run}.`, {
    hint: 'Leave out one of them.',
  })
}

function withoutRun(flag: string, which: string): FiredrillError {
  return new FiredrillError('usage', `${flag} was given without a run.`, {
    hint: `Name the run ${which}: firedrill recover <run> ${flag}.`,
  })
}

/** Throws `run-not-found`; and `other-project`, where the project that made it is there. */
async function namedRecord(
  host: Host,
  run: string,
  project: ProjectPlaces,
): Promise<{ directory: string; isOwn: boolean }> {
  const places = [resolve(run), join(project.reportsDir, run)]
  for (const directory of places) {
    if (!(await host.files.exists(join(directory, 'journal.ndjson')))) continue
    const whose = await whoseRecord(host, directory, project)
    if (whose.kind === 'other') throw otherProject(directory, whose)
    return { directory, isOwn: whose.kind === 'own' }
  }
  throw new FiredrillError('run-not-found', `There is no run record at ${places.join(' or ')}.`, {
    hint: 'Name a directory below reports/, such as reports/latest.',
  })
}

function othersText(others: Unfinished['others']): string {
  return others
    .map(({ directory, whose }) => otherProject(directory, whose))
    .map(({ message, hint }) => `${message} ${hint}\n`)
    .join('')
}

export function lostText({ run, directory }: LostRun, outcomes: readonly UndoOutcome[]): string {
  const lines = [
    `${run}: its record ${directory} is gone; what carries its mark was looked for`,
    ...outcomes.map(({ outcome, evidence }) => `${outcome}: ${evidence}`),
    ...outcomes.flatMap(({ remedy }) => (remedy === null ? [] : [remedyWords(remedy)])),
    'what else it may have changed is not known; containers: docker ps -a --filter ' +
      `label=dev.firedrill.run=${run}`,
  ]
  return `${lines.join('\n  ')}\n`
}

function exitOf(results: readonly Recovered[]): number {
  if (results.some((result) => result.kind === 'undone' && result.left.length > 0)) return EXIT.dirty
  if (results.some(({ kind }) => kind === 'running' || kind === 'elsewhere')) return EXIT.busy
  const isUnwritten = results.some((result) => result.kind === 'undone' && result.unwritten !== null)
  return isUnwritten ? ERRORS['reports-unwritable'].exit : EXIT.pass
}

function underWay({ by, pid }: Extract<Recovered, { kind: 'running' }>): string {
  if (by === 'run') return `still running (pid ${pid})`
  return `being undone now by ${by === 'watchdog' ? 'its watchdog' : 'another recover'} (pid ${pid})`
}

export function recoveredText(directory: string, result: Recovered): string {
  switch (result.kind) {
    case 'running':
      return `${directory}: ${underWay(result)}; nothing was done\n`
    case 'elsewhere':
      return `${directory}: under way, as far as is known, ${result.where} (pid ${result.pid}); nothing was done\n  Run \`firedrill recover\` there. Where that is gone for good: ${recoverCommand(directory)} --gone\n`
    case 'not-needed':
      return `${directory}: ${result.why}; nothing to do\n`
    case 'lost-race':
      return `${directory}: somebody else (its watchdog, or another recover) is undoing it now\n`
    case 'undone': {
      const left = result.left.map(
        ({ what, evidence, remedy }) =>
          `  LEFT: ${what} (${evidence})${remedy ? `\n    ${remedyWords(remedy)}` : ''}\n`,
      )
      const outcome = left.length === 0 ? 'clean' : 'dirty'
      const unwritten =
        result.unwritten === null
          ? ''
          : `  The journal does not say so: the disk refused it (${result.unwritten}) [reports-unwritable]\n`
      return `${directory}: ${result.undone} undone, ${outcome}\n${result.undos.map((undo) => `  ${undo}\n`).join('')}${left.join('')}${unwritten}`
    }
  }
}
