import { stat } from 'node:fs/promises'
import { FiredrillError, messageOf } from '../../errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** How the programs that targets most often need are got. */
const HOW_TO_GET: Record<string, string> = {
  docker: 'Install Docker Engine: https://docs.docker.com/engine/install/.',
  node: 'Install Node.js 22.18 or newer: https://nodejs.org/.',
  npm: 'Install Node.js, which brings npm: https://nodejs.org/.',
  python3: 'Install Python 3: `apt-get install python3` (Debian), `brew install python` (macOS).',
  git: 'Install git: `apt-get install git` (Debian), `brew install git` (macOS).',
  ps: 'Install procps: `apt-get install procps` (Debian).',
}

/** Makes of a failed spawn the error that says what was missing. */
export async function startError(
  error: unknown,
  argv: readonly string[],
  cwd: string,
  env: Environment,
): Promise<FiredrillError> {
  const program = argv[0] ?? ''
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (!(await isDirectory(cwd))) {
    return new FiredrillError(
      'start-failed',
      `"${program}" could not be started: there is no directory ${cwd}.`,
      {
        hint: 'Correct the working directory in the configuration.',
        cause: error,
      },
    )
  }
  if (code === 'ENOENT') {
    const hint = HOW_TO_GET[program] ?? 'Install it, or correct the command in firedrill.config.ts.'
    const where = program.includes('/') ? '' : ` It was looked for on the PATH: ${env.PATH ?? '(not set)'}.`
    return new FiredrillError('tool-missing', `The program "${program}" was not found.`, {
      hint: hint + where,
      cause: error,
    })
  }
  const hint =
    code === 'EACCES'
      ? `Make it executable: chmod +x ${program}.`
      : 'Try the same command in a shell, in the same directory.'
  return new FiredrillError('start-failed', `"${program}" could not be started: ${messageOf(error)}.`, {
    hint,
    cause: error,
  })
}

export function emptyCommand(): FiredrillError {
  return new FiredrillError('start-failed', 'A command is empty.', {
    hint: 'Give a program and its arguments in firedrill.config.ts.',
  })
}

async function isDirectory(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
