/** The package manager of a project, by its lock file. */
import type { Look } from './way.ts'

export interface Manager {
  /** Runs a script: `npm run`. */
  run: string
  /** Installs firedrill. */
  install: string
  /** Its shell knows `exec`, by which a signal reaches firedrill itself. */
  hasExec: boolean
}

type Kind = readonly [locks: readonly string[], run: string, install: string]

const YARN: Kind = [['yarn.lock'], 'yarn run', 'yarn add --dev firedrill']
const NPM: Kind = [
  ['package-lock.json', 'npm-shrinkwrap.json'],
  'npm run',
  'npm install --save-dev firedrill',
]
const KINDS: readonly Kind[] = [
  [['pnpm-lock.yaml'], 'pnpm run', 'pnpm add --save-dev firedrill'],
  YARN,
  [['bun.lock', 'bun.lockb'], 'bun run', 'bun add --dev firedrill'],
  NPM,
]
/** Of the newer Yarn, which has a shell of its own. */
const YARN_SETTINGS = '.yarnrc.yml'

/** By the nearest lock file, here or above: a package of a workspace has none of its own. npm where there is none. */
export async function managerOf(look: Look): Promise<Manager> {
  for (const above of ['', ...look.above.map((each) => `${each}/`)]) {
    const kind = await kindAt(above, look)
    if (kind !== null) return managerFrom(kind, above, look)
    // Beyond the repository lies nothing of the project.
    if (await look.exists(`${above}.git`)) break
  }
  return managerFrom(NPM, '', look)
}

async function kindAt(above: string, look: Look): Promise<Kind | null> {
  for (const kind of KINDS) for (const lock of kind[0]) if (await look.exists(`${above}${lock}`)) return kind
  // Higher up it may be the user's own, for all projects.
  return above === '' && (await look.exists(YARN_SETTINGS)) ? YARN : null
}

async function managerFrom(kind: Kind, above: string, look: Look): Promise<Manager> {
  const [, run, install] = kind
  return { run, install, hasExec: kind !== YARN || !(await isNewerYarn(above, look)) }
}

async function isNewerYarn(above: string, look: Look): Promise<boolean> {
  if (await look.exists(`${above}${YARN_SETTINGS}`)) return true
  return /^__metadata:/m.test((await look.read(`${above}yarn.lock`)) ?? '')
}
