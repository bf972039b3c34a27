/** What the modules that `init` writes are called: so that Node takes them for modules, and tsc lets them be. */
import { z } from 'zod'
import type { Look } from './way.ts'
import { readPackage } from './write/package-json.ts'

export interface Names {
  config: string
  killNode: string
  stopNode: string
}

/** Under which configurations and drills are looked for, in this order. */
const ENDINGS = ['ts', 'mts', 'js', 'mjs'] as const

/** Those that are there already, else new ones. `notes`: what a person should do about them; whole sentences. */
export async function namesOf(look: Look): Promise<Names & { notes: readonly string[] }> {
  const { ending, notes } = await endingFor(look)
  const named = async (path: string) => (await thereAs(path, look)) ?? `${path}.${ending}`
  return {
    config: await named('firedrill.config'),
    killNode: await named('drills/kill-node'),
    stopNode: await named('drills/stop-node'),
    notes,
  }
}

async function thereAs(path: string, look: Look): Promise<string | null> {
  for (const ending of ENDINGS) if (await look.exists(`${path}.${ending}`)) return `${path}.${ending}`
  return null
}

const TSCONFIG = 'tsconfig.json'

/** `.mts` is a module in any package; `.ts` only where package.json says so. */
async function endingFor(look: Look): Promise<{ ending: string; notes: string[] }> {
  const ending = readPackage((await look.read('package.json')) ?? '{}')?.type === 'module' ? 'ts' : 'mts'
  const takes = takenBy(await look.read(TSCONFIG))
  if (takes === 'what it names') return { ending, notes: [] }
  // What is written holds no types: nothing is lost by it.
  if (takes === 'all TypeScript') return { ending: 'mjs', notes: [] }
  const why = takes === 'unknown' ? 'holds more than plain JSON, and was not read' : 'takes JavaScript too'
  return {
    ending,
    notes: [
      `${TSCONFIG} ${why}: where it has no "include", tsc builds these files as well, and lays out anew what it builds. Name your sources in it, such as "include": ["src"].`,
    ],
  }
}

const tsconfigSchema = z.object({
  include: z.unknown().optional(),
  files: z.unknown().optional(),
  compilerOptions: z.object({ allowJs: z.unknown().optional(), checkJs: z.unknown().optional() }).optional(),
})

/** What of a project tsc takes. Most hold comments, which are beyond JSON. */
function takenBy(text: string | null): 'what it names' | 'all TypeScript' | 'all' | 'unknown' {
  if (text === null) return 'what it names'
  try {
    const { include, files, compilerOptions } = tsconfigSchema.parse(JSON.parse(text))
    if (include !== undefined || files !== undefined) return 'what it names'
    return compilerOptions?.allowJs === true || compilerOptions?.checkJs === true ? 'all' : 'all TypeScript'
  } catch {
    return 'unknown'
  }
}
