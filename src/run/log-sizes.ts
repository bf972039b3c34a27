/** How long the instances' logs are, so that what is written from then on can be told. */
import type { Stage } from './stage.ts'

export type LogSizes = ReadonlyMap<string, number>

/** The log of each instance that there is, by the names that the watch and the target know. */
export async function logFiles({
  target,
  watch,
}: Pick<Stage, 'target' | 'watch'>): Promise<[string, string][]> {
  const { logs } = target
  if (!logs) return []
  const watched = watch.now().map(({ name }) => name)
  const names = watched.length > 0 ? watched : (await target.instances()).map(({ name }) => name)
  return names.flatMap((name) => {
    const file = logs.file(name)
    return file === null ? [] : [[name, file]]
  })
}

export async function logSizes(stage: Pick<Stage, 'target' | 'watch' | 'host'>): Promise<LogSizes> {
  const files = await logFiles(stage)
  return new Map(
    await Promise.all(files.map(async ([, file]) => [file, await stage.host.files.size(file)] as const)),
  )
}
