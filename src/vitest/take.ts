/** One drill in a test: as `firedrill run` takes it, ended and undone when the test is. */
import { relative } from 'node:path'
import { Chalk } from 'chalk'
import { takeRun } from '../cli/attempt.ts'
import { prepareRun } from '../cli/prepare-run.ts'
import { createProgress } from '../cli/progress.ts'
import type { Project } from '../cli/project.ts'
import { onlyInstruments } from '../cli/retry.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { FoundDrill } from '../config/drills.ts'
import type { ReportInput } from '../report/reporter.ts'
import type { Interruption } from '../run/interruption.ts'
import type { CheckedOptions } from './options.ts'
import { projectOf } from './project.ts'
import { told } from './told.ts'

export interface Take {
  /** The drill's, where none is given. */
  name: string
  options: CheckedOptions
  /** Absolute. */
  testFile: string
  interruption: Interruption
}

/** Throws what is refused or missing before anything is started, and what ended the run as errored, with nothing secret in it. */
export async function takeDrill(take: Take): Promise<ReportInput> {
  try {
    return await taken(take)
  } catch (error) {
    throw told(error)
  }
}

async function taken({ name, options, testFile, interruption }: Take): Promise<ReportInput> {
  const { target, environment: env, seed, out, strict, retryInconclusive, confirm, blastRadius } = options
  const project = await projectOf(testFile, env ?? null)
  const inline = typeof options.drill === 'object'
  const found = foundIn(project, options.drill ?? name, testFile)
  const set = Object.entries(options.set).map(([key, value]) => `${key}=${value}`)
  const flags = {
    ...(target === undefined ? {} : { target }),
    ...(env === undefined ? {} : { env }),
    ...(seed === undefined ? {} : { seed }),
    ...(out === undefined ? {} : { out }),
    ...(blastRadius === undefined ? {} : { blastRadius }),
    set,
    confirm: [...confirm],
    strict,
    quiet: true,
  }
  const { chosen, plan, load } = await prepareRun(project, found, flags, interruption, SILENT)
  for (let attempt = 1; ; attempt += 1) {
    const progress = createProgress(SILENT, true)
    const taking = { project, chosen, plan, load, flags, interruption, progress, attempt, inline }
    const { input, error } = await takeRun(taking)
    if (error !== null) throw error
    const again = attempt <= retryInconclusive && onlyInstruments(input.verdict)
    if (!again || interruption.signalled !== null) return input
  }
}

function foundIn(
  project: Project,
  drill: NonNullable<CheckedOptions['drill']>,
  testFile: string,
): FoundDrill {
  if (typeof drill === 'string') return project.find(drill)
  return { drill, file: relative(project.loaded.root, testFile) }
}

/** vitest has the terminal; what is to be said of the drill stands in its test and in the record. */
const SILENT: Terminal = {
  out: () => undefined,
  err: () => undefined,
  live: false,
  columns: 100,
  outColours: new Chalk({ level: 0 }),
  errColours: new Chalk({ level: 0 }),
}
