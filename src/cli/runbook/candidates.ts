/** Stored runs that rehearsed a part of a deploy, by what little has to be read of them. */
import { basename, join } from 'node:path'
import { z } from 'zod'
import { FiredrillError } from '../../errors.ts'
import type { Files } from '../../host/host.ts'
import { isMadeInTest, isSabotaged } from '../../journal/not-for-real.ts'
import { RECORD_FILES } from '../../journal/record.ts'
import { recordText } from '../../journal/record-files.ts'
import { readDrill } from '../../journal/stored-drill.ts'
import { parseJson } from '../../journal/stored-json.ts'
import type { Candidate } from '../../runbook/choose.ts'
import { rehearses } from '../../runbook/rehearsal.ts'
import { headerIn } from '../record-heads.ts'

const judged = z.looseObject({
  drill: z.string(),
  startedAt: z.string(),
  target: z.looseObject({ name: z.string() }),
  environment: z.string().nullable(),
  verdict: z.string(),
  run: z.string(),
  cleanup: z.string(),
  exitCode: z.int(),
  summary: z.string(),
})

/** Of these directories; one without a verdict, or of an older format, has no word. */
export async function candidatesIn(files: Files, directories: readonly string[]): Promise<Candidate[]> {
  const all = await Promise.all(directories.map((directory) => candidate(files, directory)))
  return all.filter((each) => each !== null)
}

async function candidate(files: Files, directory: string): Promise<Candidate | null> {
  const parts = await partsOf(files, directory)
  const verdict = judged.safeParse(await verdictOf(files, directory)).data
  if (parts.length === 0 || verdict === undefined || !(await isForReal(files, directory))) return null
  const { drill, startedAt, target, environment } = verdict
  return {
    run: basename(directory),
    drill,
    directory,
    startedAt,
    target: target.name,
    environment,
    parts,
    ...wordOf(verdict),
  }
}

/** What was not decided says nothing of the app; what failed does, also where a guard ended it for that. */
function wordOf({
  verdict,
  run,
  cleanup,
  exitCode,
  summary,
}: z.infer<typeof judged>): Pick<Candidate, 'word' | 'summary'> {
  if (exitCode === 0) return { word: 'passed', summary }
  const isSilent = verdict === 'inconclusive' || (verdict !== 'fail' && run !== 'completed')
  if (isSilent) return { word: 'silent', summary }
  const left = cleanup === 'dirty' ? ' Something was left behind.' : ''
  return { word: 'not-passed', summary: `${summary}${left}` }
}

/** A negative control is wrong on purpose, and the drill of a test may be any; both have the names of others. */
async function isForReal(files: Files, directory: string): Promise<boolean> {
  const header = await headerIn(files, directory)
  return header !== null && !isSabotaged(header.target) && !isMadeInTest(header)
}

async function partsOf(files: Files, directory: string): Promise<Candidate['parts']> {
  try {
    const text = await recordText(files, { directory, file: RECORD_FILES.drill })
    return text === null ? [] : rehearses(readDrill(text, join(directory, RECORD_FILES.drill)))
  } catch (error) {
    // A record of an older format: it cannot be made a runbook of.
    if (error instanceof FiredrillError && error.code === 'record-invalid') return []
    throw error
  }
}

async function verdictOf(files: Files, directory: string): Promise<unknown> {
  try {
    const text = await recordText(files, { directory, file: RECORD_FILES.verdict })
    return text === null ? null : parseJson(text)
  } catch {
    return null
  }
}
