import type { CreateWatched } from './guard.ts'

const EVERY_MS = 200

/** By each instance's own word, as the watch took it last. */
export const readyInstances: CreateWatched<'ready-instances'> = ({ below }, { ready }) => ({
  everyMs: EVERY_MS,
  async look() {
    const states = [...ready()]
    // The watch begins with the load: until then nobody has said anything.
    if (states.length === 0) return null
    const good = states.filter(([, isReady]) => isReady).map(([name]) => name)
    const others = states.filter(([, isReady]) => !isReady).map(([name]) => name)
    return {
      seen: true,
      bad: good.length < below,
      restedOn: `${good.length} of ${states.length} instances ready${others.length === 0 ? '' : `; not ${others.join(', ')}`}`,
      samples: { ready: good, notReady: others },
    }
  },
})
