/** A directory of one test's own: temporary files, locks and records of the runs that it starts all lie in it. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export interface Scratch {
  directory: string
  /** What a run makes here it has to remove. */
  tmp: string
  /** Where locks lie while they are held: not those of the machine, so that a drill beside the tests does not matter. */
  state: string
  /** For `--out`. */
  out: string
  env: NodeJS.ProcessEnv
  remove(): void
}

export function makeScratch(): Scratch {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'e2e-'))
  const [tmp, state, out] = ['tmp', 'state', 'out'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [tmp, state, out]) mkdirSync(path)
  // A database that runs as another user has to get through.
  for (const path of [directory, tmp]) chmodSync(path, 0o711)
  return {
    directory,
    tmp,
    state,
    out,
    env: environment({ TMPDIR: tmp, XDG_STATE_HOME: state }),
    remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/** The command line starts a hundred times here; npm would put such a cache among the temporary files. */
const COMPILED = join(root, 'node_modules', '.cache', 'e2e-compiled')

/**
 * The tests’ own environment without what vitest, npm or a CI system put there, and with this project's Node first. The
 * certificates by which this machine reaches a registry stay.
 */
function environment(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|VITEST|TEST$|NODE_(?!IMAGE$|EXTRA_CA_CERTS$)|VITE|CI$|GITHUB_|FORCE_COLOR|K6_|DEV$|PROD$|MODE$)/.test(
        name,
      ),
  )
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`
  const ours = { PATH: path, NO_COLOR: '1', NODE_COMPILE_CACHE: COMPILED }
  return { ...Object.fromEntries(own), ...ours, ...keptK6(), ...given }
}

/** A k6 that the user named is also the one for these tests. */
function keptK6(): NodeJS.ProcessEnv {
  const named = process.env.K6_PATH
  return named === undefined ? {} : { K6_PATH: named }
}
