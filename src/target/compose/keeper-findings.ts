/** What `doctor` says of the keeper that would stand beside an engine of another machine. */
import { isElsewhere } from '../../host/engine/elsewhere.ts'
import type { Engine } from '../../host/engine/engine.ts'
import { DEFAULT_IMAGE } from '../../host/keeper/start.ts'
import type { Finding, LeaseSettings } from '../target.ts'

/** Nothing where none would stand. Whether the engine's socket can be mounted is seen only when one is made. */
export async function keeperFindings({ image, always }: LeaseSettings, engine: Engine): Promise<Finding[]> {
  if (!always && !isElsewhere(engine.endpoint.url)) return []
  const named = image ?? DEFAULT_IMAGE
  const use = 'for the keeper of the lease'
  if ((await engine.image(named)) !== null) return [good(`image ${named}, ${use}`)]
  if (await engine.canPull(named)) return [good(`image ${named}, ${use}, will be pulled`)]
  if (image === null) return [good(`no image ${named}, ${use}: the app's own are tried`)]
  const hint = 'Name one with Node that the engine has: target.lease.image; or go without: --no-lease.'
  return [{ good: false, what: `image ${named}, ${use}, is not there and cannot be pulled`, hint }]
}

function good(what: string): Finding {
  return { good: true, what, hint: '' }
}
