import { readyPathIn } from '../guess.ts'
import type { Look, ProcessesWay } from '../way.ts'

/** An Elixir app, by its mix.exs: as the release that is deployed, each instance a node of its own name. */
export async function detectElixir(look: Look): Promise<ProcessesWay | null> {
  const mix = await look.read('mix.exs')
  const app = /\bapp:\s*:(\w+)/.exec(mix ?? '')?.[1]
  if (mix === null || app === undefined) return null
  const program = `_build/prod/rel/${app}/bin/${app}`
  const isPhoenix = /:phoenix\b/.test(mix)
  const router = `lib/${app}_web/router.ex`
  const isBuilt = await look.exists(program)
  return {
    target: 'processes',
    from: 'mix.exs',
    run: `${program} start`,
    portVariable: 'PORT',
    env: { RELEASE_NODE: '{name}', ...(isPhoenix ? { PHX_SERVER: 'true' } : {}) },
    ready: readyPathIn(await look.read(router), router),
    notes: isBuilt ? [] : ['The release is not built yet: MIX_ENV=prod mix release'],
  }
}
