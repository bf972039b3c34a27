import type { Connection } from './connection.ts'
import type { Engine } from './engine.ts'
import { labelFilter } from './labels.ts'
import { unlessMissing } from './missing.ts'

export function imagesOf(connection: Connection): Pick<Engine, 'images' | 'image' | 'removeImage'> {
  return {
    async images(labels) {
      const filters = { label: labelFilter(labels) }
      const found = await connection.ask('list images', (docker) => docker.listImages({ filters }))
      return found.map(({ Id, RepoTags }) => ({ id: Id, name: RepoTags?.[0] ?? Id }))
    },
    async image(name) {
      const what = `show the image ${name}`
      const seen = await unlessMissing(
        connection.ask(what, (docker) => docker.getImage(name).inspect()),
        null,
      )
      if (seen === null) return null
      return { id: seen.Id, digests: seen.RepoDigests ?? [], labels: seen.Config?.Labels ?? {} }
    },
    async removeImage(id) {
      const what = `remove the image ${id}`
      // Without force, an image of several names stays.
      await unlessMissing(
        connection.ask(what, (docker) => docker.getImage(id).remove({ force: true })),
        null,
      )
    },
  }
}
