/** Chaos Toolkit from PyPI, in a virtual environment in the user's cache, made where it is not there yet. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Host } from '../../src/host/host.ts'
import { cachedK6 } from '../../src/load/k6/find.ts'
import { type Rival, rivalsDirectory } from './rival.ts'
import { ofJournal } from './said.ts'

const here = join(rivalsDirectory, 'chaos-toolkit')
const requirements = join(here, 'requirements.txt')
const JOURNAL = 'journal.json'
const INSTALL_LIMIT_MS = 300_000

/** `1.19.0`. */
export function chaosToolkitVersion(): string {
  return /^chaostoolkit==(\S+)$/m.exec(readFileSync(requirements, 'utf8'))?.[1] ?? 'unknown'
}

export async function chaosToolkit(host: Host): Promise<Rival> {
  const chaos = await install(host)
  return {
    command: (work) => ({
      argv: [
        ...[chaos, '--no-version-check', '--settings', join(work, 'settings.yaml')],
        ...['--log-file', join(work, 'chaos.log'), 'run', '--rollback-strategy', 'always'],
        ...['--journal-path', join(work, JOURNAL), join(here, 'experiment.json')],
      ],
      env: { PYTHONPATH: here, PYTHONDONTWRITEBYTECODE: '1' },
    }),
    judge: ({ file, output }) => ofJournal(file(JOURNAL), output),
  }
}

async function install(host: Host): Promise<string> {
  const directory = join(dirname(cachedK6(host)), '../..', `chaostoolkit-${chaosToolkitVersion()}`)
  const chaos = join(directory, 'bin', 'chaos')
  if (existsSync(chaos)) return chaos
  const run = async (argv: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await host.processes.run(argv, {
      cwd: '/',
      env: host.env,
      timeoutMs: INSTALL_LIMIT_MS,
    })
    if (exitCode !== 0) throw new Error(`${argv.join(' ')}: ${stderr.trim().split('\n').slice(-3).join(' ')}`)
  }
  await run(['python3', '-m', 'venv', directory])
  await run([join(directory, 'bin', 'pip'), 'install', '--quiet', '--requirement', requirements])
  return chaos
}
