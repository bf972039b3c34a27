import type { Refusal } from '../target/target.ts'
import { openTarget } from './choose.ts'
import { planFor, resolveDrill } from './plan-run.ts'
import { openProject } from './project.ts'

/** Every reason why the drill, as it was just written, could not be run here. Starts nothing. Throws what is wrong with the files. */
export async function planOf(name: string): Promise<Pick<Refusal, 'reason' | 'hint'>[]> {
  const project = await openProject({ allowMissingEnv: true })
  const resolved = resolveDrill(project.find(name), project, { set: [], seed: 0 })
  const { target } = await openTarget(project, undefined, resolved.steps)
  return [...(await planFor(project, target, resolved)).refusals]
}
