/** The project that a command works on: its configuration and drills, found from the working directory upwards. */
import { type FoundDrill, type FoundDrills, findDrill, readDrills } from '../config/drills.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import type { Host } from '../host/host.ts'
import { nodeHost } from '../host/node.ts'
import { learnEnvironment } from '../redact/process.ts'

export interface Project {
  host: Host
  loaded: LoadedConfig
  drills: FoundDrills
  find(name: string): FoundDrill
}

export interface ProjectOptions {
  env?: string
  /** For commands that start nothing: variables that are not set do not matter. */
  allowMissingEnv?: boolean
}

export async function openProject({ env, allowMissingEnv = false }: ProjectOptions = {}): Promise<Project> {
  const host = nodeHost()
  const { files } = host
  learnEnvironment(host.env)
  const options = { cwd: process.cwd(), environment: env ?? null, env: host.env, files, allowMissingEnv }
  const loaded = await loadConfig(options)
  const drills = await readDrills({ root: loaded.root, drillsDir: loaded.config.drillsDir, files })
  return { host, loaded, drills, find: (name) => findDrill(drills, name) }
}
