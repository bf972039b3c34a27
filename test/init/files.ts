import type { ComposeWay, Look } from '../../src/init/way.ts'

/** A project that is these files, by path. */
export function lookAt(files: Readonly<Record<string, string>>): Look {
  return {
    obstacle: async () => null,
    above: ['..', '../..'],
    read: async (path) => files[path] ?? null,
    exists: async (path) => Object.keys(files).some((each) => each === path || each.startsWith(`${path}/`)),
  }
}

/** As it is written for an app on the project's default network. */
export const BALANCER_ON_DEFAULT: NonNullable<ComposeWay['balancer']> = {
  file: 'compose.firedrill.yml',
  build: null,
  frees: [],
  networks: ['default'],
  isInternal: false,
}
