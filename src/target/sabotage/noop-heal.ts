/**
 * A target whose heals only pretend, in the run and in its undos: the negative control that a clean-up must call dirty,
 * since it looks. What belongs to the run itself (its project, its processes) is still ended, so that nothing stays.
 */
import type { UndoSpec } from '../../undo/undo.ts'
import type { RunningTarget, Target } from '../target.ts'
import { sabotaged } from './sabotaged.ts'

export const UNHEALING = 'sabotaged: heals do nothing'

export function sabotageHeals(target: Target): Target {
  return sabotaged(target, UNHEALING, pretend)
}

function pretend(running: RunningTarget): RunningTarget {
  const { lifecycle, suspend, network, resources, storage, services, links } = running
  const nothing = async (): Promise<void> => undefined
  return {
    ...running,
    // A lost instance stays lost; nothing of it is left that could be found.
    ...(lifecycle ? { lifecycle: { ...lifecycle, start: nothing } } : {}),
    ...(suspend
      ? {
          suspend: {
            ...suspend,
            resume: nothing,
            pauseUndo: (victim) => pretended(suspend.pauseUndo(victim)),
          },
        }
      : {}),
    ...(network
      ? {
          network: {
            ...network,
            reconnect: nothing,
            disconnectUndo: (victim, from) => pretended(network.disconnectUndo(victim, from)),
          },
        }
      : {}),
    ...(resources
      ? {
          resources: {
            ...resources,
            release: nothing,
            squeezeUndo: (victim, was) => pretended(resources.squeezeUndo(victim, was)),
          },
        }
      : {}),
    ...(storage
      ? {
          storage: {
            ...storage,
            empty: nothing,
            fillUndo: (victim, path) => pretended(storage.fillUndo(victim, path)),
          },
        }
      : {}),
    ...(links
      ? {
          links: {
            ...links,
            clear: nothing,
            disturbUndo: (service) => pretended(links.disturbUndo(service)),
          },
        }
      : {}),
    ...(services
      ? {
          services: {
            ...services,
            giveBack: async () => [],
            lossUndo: (name, as) => pretended(services.lossUndo(name, as)),
          },
        }
      : {}),
  }
}

/** What another undo heals as well is left to it: that one is not the fault's. */
function pretended(undo: UndoSpec): UndoSpec {
  return undo.kind === 'covered' ? undo : { kind: 'pretended', args: { of: { ...undo } } }
}
