/** The images without which a project cannot be started, and where each is. */
import { join, resolve } from 'node:path'
import type { Engine } from '../../host/engine/engine.ts'
import type { Files } from '../../host/host.ts'
import { baseImages } from './dockerfile.ts'
import type { Project, ProjectService } from './project.ts'

export interface NeededImage {
  name: string
  where: 'here' | 'registry' | 'nowhere'
}

/** Of one that is built only what it is built on is needed, and only while it is not there. */
export async function neededImages(project: Project, engine: Engine, files: Files): Promise<NeededImage[]> {
  const found = new Map<string, Promise<NeededImage['where']>>()
  const isHere = async (name: string) => (await engine.image(name)) !== null
  const whereIs = async (name: string): Promise<NeededImage['where']> => {
    if (await isHere(name)) return 'here'
    return (await engine.canPull(name)) ? 'registry' : 'nowhere'
  }
  const builds = Object.values(project.services).flatMap(({ image, build }) =>
    build && image !== undefined ? [[image, build] as const] : [],
  )
  const built = new Map(builds)
  for (const { image } of Object.values(project.services)) {
    if (image === undefined) continue
    const build = built.get(image)
    const names = build && !(await isHere(image)) ? await basesOf(build, files) : [image]
    for (const name of names) if (!found.has(name)) found.set(name, whereIs(name))
  }
  return Promise.all([...found].map(async ([name, where]) => ({ name, where: await where })))
}

/** None where it cannot be read: a build that is somewhere else says for itself what it lacks. */
async function basesOf(
  { context, dockerfile, args }: NonNullable<ProjectService['build']>,
  files: Files,
): Promise<string[]> {
  if (context === undefined) return []
  const path = resolve(context, dockerfile ?? join(context, 'Dockerfile'))
  if (!(await files.exists(path))) return []
  return baseImages(await files.read(path), args)
}
