/** Loads whose k6 script is not there, or cannot be read: seen before anything is looked for or built. */
import { basename } from 'node:path'
import { messageOf } from '../errors.ts'
import type { Refusal } from '../target/target.ts'
import type { Project } from './project.ts'

/** One for each of the named loads that the configuration has, and whose script k6 could not read. */
export async function missingScripts(
  { host, loaded }: Pick<Project, 'host' | 'loaded'>,
  names: readonly string[],
): Promise<Refusal[]> {
  const { config, file } = loaded
  const asked = Object.entries(config.loads).filter(([name]) => names.includes(name))
  const found = await Promise.all(
    asked.map(async ([name, { script }]): Promise<Refusal[]> => {
      const wrong = await host.files.readIfThere(script).then(
        (text) => (text === null ? 'is not there' : null),
        (error: unknown) => `cannot be read: ${messageOf(error)}`,
      )
      if (wrong === null) return []
      const reason = `The k6 script ${script} of the load "${name}" ${wrong}.`
      const hint = `Correct its path under \`loads\` in ${basename(file)}.`
      return [{ code: 'load-script-invalid', reason, hint }]
    }),
  )
  return found.flat()
}
