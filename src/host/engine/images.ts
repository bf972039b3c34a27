import { FiredrillError } from '../../errors.ts'
import { type Connection, read } from './connection.ts'
import type { Engine } from './engine.ts'
import { engineError, refused } from './engine-error.ts'
import { createEventLines } from './event-lines.ts'
import { labelFilter } from './labels.ts'
import { unlessMissing } from './missing.ts'

/** A registry that answers does so in this time; a closed network often does not answer at all. */
const REGISTRY_MS = 5000
const PULL_MS = 300_000
/** Of an answer that had begun well. */
const SERVER_ERROR = 500

export function imagesOf(
  connection: Connection,
): Pick<Engine, 'images' | 'image' | 'canPull' | 'pull' | 'removeImage'> {
  return {
    async images(labels) {
      const filters = { label: labelFilter(labels) }
      const found = await connection.ask('list images', (docker) => docker.listImages({ filters }))
      return found.map(({ Id, RepoTags, Labels }) => ({
        id: Id,
        name: RepoTags?.[0] ?? Id,
        labels: Labels ?? {},
      }))
    },
    async image(name) {
      const what = `show the image ${name}`
      const seen = await unlessMissing(
        connection.ask(what, (docker) => docker.getImage(name).inspect()),
        null,
      )
      if (seen === null) return null
      const { Labels, Entrypoint, Cmd, Env } = seen.Config ?? {}
      return {
        id: seen.Id,
        digests: seen.RepoDigests ?? [],
        labels: Labels ?? {},
        entrypoint: [Entrypoint ?? []].flat(),
        command: Cmd ?? [],
        variables: (Env ?? []).map((each) => each.split('=', 1)[0] ?? ''),
      }
    },
    async canPull(name) {
      const what = `ask for the image ${name}`
      // An engine that does not answer is told from a registry that does not.
      await connection.ask(what, (docker) => docker.ping() as Promise<unknown>)
      const asked = connection.ask(what, (docker) => docker.getImage(name).distribution(), {
        withinMs: REGISTRY_MS,
      })
      return asked.then(
        () => true,
        (error: unknown) => {
          if (error instanceof FiredrillError) return false
          throw error
        },
      )
    },
    async pull(name) {
      const what = `pull the image ${name}`
      const listening = await connection.listen(what, (docker) => docker.pull(name))
      const failures: string[] = []
      const lines = createEventLines(({ error }) => {
        if (typeof error === 'string') failures.push(error)
      })
      await read(listening, lines.add, AbortSignal.timeout(PULL_MS)).catch((error: unknown) => {
        throw engineError(connection.url, what, error)
      })
      const [failure] = failures
      if (failure !== undefined) throw refused(connection.url, what, SERVER_ERROR, failure)
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
