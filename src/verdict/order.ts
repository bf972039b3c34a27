import type { Window } from '../measure/measurements.ts'

/**
 * Puts what belongs to windows into the order of a drill: windows by their begin (a window before the ones worked out
 * from it), then those that were never reached, then those over the whole run. Stable within one window.
 */
export function byWindow<T extends { window: string }>(items: readonly T[], windows: readonly Window[]): T[] {
  const ranks = new Map<string, number>()
  const ordered = [...windows].sort((a, b) => lateness(a) - lateness(b))
  for (const [index, { name }] of ordered.entries()) if (!ranks.has(name)) ranks.set(name, index)
  const isRun = (name: string): boolean =>
    windows.some((window) => window.name === name && window.kind === 'run')
  const rank = ({ window }: T): number => {
    if (isRun(window)) return ordered.length + 1
    return ranks.get(window) ?? ordered.length
  }
  return [...items].sort((a, b) => rank(a) - rank(b))
}

function lateness(window: Window): number {
  return window.kind === 'run' ? Number.MAX_VALUE : window.startMs
}
