import type { Guard } from '../../drill/guards/guard.ts'
import { file } from './file.ts'
import type { CreateWatched, GuardContext, Watched } from './guard.ts'
import { maxDuration } from './max-duration.ts'
import { measured } from './measured.ts'
import { readyInstances } from './ready-instances.ts'
import { url } from './url.ts'

const guards: { [K in Guard['kind']]: CreateWatched<K> } = {
  measured,
  'ready-instances': readyInstances,
  'max-duration': maxDuration,
  file,
  url,
}

export function createWatched(guard: Guard, context: GuardContext): Watched {
  const create = guards[guard.kind] as CreateWatched<Guard['kind']>
  return create(guard, context)
}
