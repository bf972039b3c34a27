/** What this machine lacks to run containers; null when it has all. */
import { run } from './commands.ts'
import { composeDirectory } from './project.ts'

const PULL_LIMIT_MS = 300_000

interface ComposeConfig {
  services: Record<string, { image: string; build?: { args: Record<string, string> } }>
}

export async function lacks(): Promise<string | null> {
  if (!(await works(['docker', 'version']))) return 'no Docker engine answers'
  if (!(await works(['docker', 'compose', 'version']))) return 'there is no Docker Compose v2'
  for (const image of await images()) {
    if (await works(['docker', 'image', 'inspect', image])) continue
    if (!(await works(['docker', 'pull', '--quiet', image])))
      return `${image} is not here and cannot be pulled`
  }
  return null
}

/** The official images, or what the environment names in their place. */
async function images(): Promise<string[]> {
  const { stdout } = await run(['docker', 'compose', 'config', '--format', 'json'], { cwd: composeDirectory })
  const { services }: ComposeConfig = JSON.parse(stdout)
  const { db, edge } = services
  const node = services['web-1']?.build?.args.NODE_IMAGE
  return [node, db?.image, edge?.image].filter((image) => image !== undefined)
}

/** Says, in one line, that the tests of a file are skipped. */
export function tellSkipped(missing: string | null): boolean {
  if (missing !== null) console.log(`skipped, for ${missing}`)
  return missing !== null
}

async function works(argv: readonly string[]): Promise<boolean> {
  return run(argv, { timeoutMs: PULL_LIMIT_MS }).then(
    ({ code }) => code === 0,
    () => false,
  )
}
