import type { Look } from '../../src/init/way.ts'

/** A project that is these files, by path. */
export function lookAt(files: Readonly<Record<string, string>>): Look {
  return {
    obstacle: async () => null,
    above: ['..', '../..'],
    read: async (path) => files[path] ?? null,
    exists: async (path) => Object.keys(files).some((each) => each === path || each.startsWith(`${path}/`)),
  }
}
