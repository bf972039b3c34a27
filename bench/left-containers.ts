/** What of a run's project is still with the container engine, looked for by its own command line. */
import { spawnSync } from 'node:child_process'

/** Everything that is made for a run carries it. */
const ofRun = (run: string) => `dev.firedrill.run=${run}`
/** Carried by all that Compose makes for the run's project; by a release that was built, too, which stays. */
const ofProject = (run: string) => `com.docker.compose.project=firedrill-${run.toLowerCase()}`
const LISTS = {
  container: ['ps', '--all', '--format', '{{.Names}}'],
  network: ['network', 'ls', '--format', '{{.Name}}'],
  volume: ['volume', 'ls', '--format', '{{.Name}}'],
  image: ['image', 'ls', '--all', '--format', '{{.Repository}}:{{.Tag}}'],
}

/** `container firedrill-…-web-1-1`, …; nothing where no engine answers: then nothing was started there. */
export function containersLeftOf(run: string): string[] {
  if (docker(['version']) === null) return []
  const found = Object.entries(LISTS).flatMap(([kind, list]) =>
    [ofRun(run), ...(kind === 'image' ? [] : [ofProject(run)])].flatMap((label) => {
      const text = docker([...list, '--filter', `label=${label}`])
      if (text === null) throw new Error(`docker ${list.join(' ')} failed: it is not known what is left`)
      return text
        .split('\n')
        .filter(Boolean)
        .map((name) => `${kind} ${name}`)
    }),
  )
  return [...new Set(found)]
}

/** What it printed; null when it did not end well. */
function docker(argv: readonly string[]): string | null {
  const { status, stdout } = spawnSync('docker', argv, { encoding: 'utf8' })
  return status === 0 ? stdout : null
}
