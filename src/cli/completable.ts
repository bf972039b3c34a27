/** Names of this project that a shell can complete: none where there is no project, or it cannot be read. */
import { openProject } from './project.ts'

export interface Completable {
  drills: readonly { name: string; purpose: string }[]
  /** For `--target`. */
  targets: readonly string[]
  /** For `--env`. */
  environments: readonly string[]
}

export async function completable(): Promise<Completable> {
  try {
    const { drills, loaded } = await openProject({ allowMissingEnv: true })
    const { target, targets, environments } = loaded.config
    return {
      drills: drills.drills.map(({ drill }) => ({ name: drill.name, purpose: drill.purpose })),
      targets: [...Object.keys(targets), ...(target ? [target.kind] : [])],
      environments,
    }
  } catch {
    // Whoever presses a key wants names, not errors.
    return { drills: [], targets: [], environments: [] }
  }
}
