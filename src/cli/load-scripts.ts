/** Loads whose k6 script is not there: seen before anything is looked for or built. */
import { basename } from 'node:path'
import type { Refusal } from '../target/target.ts'
import type { Project } from './project.ts'

/** One for each of the named loads that the configuration has, and whose script is not there. */
export async function missingScripts(
  { host, loaded }: Pick<Project, 'host' | 'loaded'>,
  names: readonly string[],
): Promise<Refusal[]> {
  const { config, file } = loaded
  const asked = Object.entries(config.loads).filter(([name]) => names.includes(name))
  const found = await Promise.all(
    asked.map(async ([name, { script }]): Promise<Refusal[]> => {
      if (await host.files.exists(script)) return []
      const reason = `The k6 script ${script} of the load "${name}" is not there.`
      const hint = `Correct its path under \`loads\` in ${basename(file)}.`
      return [{ code: 'load-script-invalid', reason, hint }]
    }),
  )
  return found.flat()
}
