/** The project that a test belongs to: in a monorepo vitest is started elsewhere than where its configuration lies. */
import { dirname } from 'node:path'
import type { Project } from '../cli/project.ts'
import { findDrill, readDrills } from '../config/drills.ts'
import { isFiredrillError } from '../config/import-module.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import type { Host } from '../host/host.ts'
import { nodeHost } from '../host/node.ts'
import { learnEnvironment } from '../redact/process.ts'

/**
 * Found from the test's file upwards; where there is none, from the working directory, as on the command line.
 * `testFile`: absolute. Throws as `loadConfig` and `readDrills` do.
 */
export async function projectOf(testFile: string, environment: string | null): Promise<Project> {
  const host = nodeHost()
  const { files } = host
  learnEnvironment(host.env)
  const loaded = await loadedFor(testFile, environment, host)
  const drills = await readDrills({ root: loaded.root, drillsDir: loaded.config.drillsDir, files })
  return { host, loaded, drills, find: (name) => findDrill(drills, name) }
}

async function loadedFor(
  testFile: string,
  environment: string | null,
  { env, files }: Host,
): Promise<LoadedConfig> {
  const above = (cwd: string): Promise<LoadedConfig> => loadConfig({ cwd, environment, env, files })
  try {
    return await above(dirname(testFile))
  } catch (error) {
    if (!isFiredrillError(error) || error.code !== 'config-not-found') throw error
    return above(process.cwd())
  }
}
