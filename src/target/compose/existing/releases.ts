/** Releases of a project that runs already: an image may not be on its engine before your own command puts it there. */
import { FiredrillError } from '../../../errors.ts'
import type { Engine } from '../../../host/engine/engine.ts'
import { imageOf, type Releases } from '../release.ts'
import type { Surroundings } from '../surroundings.ts'

/** Builds nothing: a digest is null until the engine has the image. */
export function existingReleases(
  around: Pick<Surroundings, 'options' | 'run'>,
  engine: Pick<Engine, 'image'>,
): Releases {
  const first = new Map<string, string>()
  return {
    images: () => [...first.keys()],
    async find(version) {
      const where = imageOf(around, version)
      const digest = (await engine.image(where))?.id ?? null
      if (digest !== null && !first.has(where)) first.set(where, digest)
      return { version, digest, where }
    },
    async broken() {
      throw new FiredrillError(
        'capability-missing',
        'No known-bad release is made for a project that runs already.',
        { hint: 'Ship one of your own: deploy(release("…")).' },
      )
    },
    async verify({ where }) {
      const before = first.get(where)
      const now = (await engine.image(where))?.id ?? null
      if (before === undefined || now === null || now === before) return []
      return [
        {
          code: 'digest-mismatch',
          reason: `The tag ${where} stands for ${now} now; when it was found it stood for ${before}.`,
          hint: 'Never move a tag that has been tried: build a new version.',
        },
      ]
    },
  }
}
