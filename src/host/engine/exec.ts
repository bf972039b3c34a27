import { FiredrillError } from '../../errors.ts'
import type { Clock } from '../host.ts'
import { type Connection, type Listening, read } from './connection.ts'
import { dockerAt } from './docker-at.ts'
import type { Endpoint, Engine, Executed } from './engine.ts'
import { engineError } from './engine-error.ts'
import { createFrames } from './frames.ts'

/** Its output may be closed before it has ended. */
const POLL_MS = 50
/** What an engine's runtime says, on the command's own output, of one that it could not start. */
const NOT_STARTED = /OCI runtime exec failed|OCI runtime attempted to invoke a command that was not found/
const NO_SUCH_PROGRAM =
  /executable file .*not found|stat [^:]*: no such file or directory|command that was not found/
const CODES_OF_NOT_STARTED: readonly (number | null)[] = [126, 127]

type Output = Pick<Executed, 'stdout' | 'stderr'>

export function execBy(connection: Connection, clock: Clock, endpoint: Endpoint): Pick<Engine, 'exec'> {
  return {
    async exec(id, argv, { timeoutMs }) {
      const what = `run "${argv[0]}" in the container ${id}`
      const made = await connection.ask(what, (docker) =>
        docker.getContainer(id).exec({ Cmd: [...argv], AttachStdout: true, AttachStderr: true }),
      )
      const listening = await connection.listen(what, (docker) => docker.getExec(made.id).start({}))
      const over = new AbortController()
      const late = clock.sleep(timeoutMs, over.signal).then(
        () => 'late' as const,
        () => 'late' as const,
      )
      const code = async (): Promise<number> => {
        for (;;) {
          const seen = await connection.ask(what, (docker) => docker.getExec(made.id).inspect())
          if (!seen.Running && seen.ExitCode !== null) return seen.ExitCode
          await clock.sleep(POLL_MS, over.signal)
        }
      }
      const output = { stdout: '', stderr: '' }
      const ending = outputOf(listening, output).then(code, (error: unknown) => {
        throw engineError(connection.url, what, error)
      })
      try {
        const exitCode = await Promise.race([ending, late])
        if (exitCode === 'late') return { exitCode: null, ...output, timedOut: true }
        refuseUnstarted({ argv, id, docker: dockerAt({ endpoint }) }, exitCode, output)
        return { exitCode, ...output, timedOut: false }
      } finally {
        over.abort()
        listening.close()
        ending.catch(() => undefined)
      }
    },
  }
}

/** Fills `output` as it comes, until the end. */
async function outputOf(listening: Listening, output: Output): Promise<void> {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  const frames = createFrames((name, payload) => {
    output[name] += decoders[name].decode(payload, { stream: true })
  })
  await read(listening, frames.add)
}

interface Command {
  argv: readonly string[]
  id: string
  /** How a person's command begins that is to reach the engine. */
  docker: string
}

function refuseUnstarted({ argv, id, docker }: Command, exitCode: number, output: Output): void {
  const said = output.stdout + output.stderr
  if (!CODES_OF_NOT_STARTED.includes(exitCode) || !NOT_STARTED.test(said)) return
  const hint = `Correct the command, or see what the image has: ${docker} exec ${id} ls /bin.`
  if (NO_SUCH_PROGRAM.test(said)) {
    throw new FiredrillError(
      'tool-missing',
      `The program "${argv[0]}" was not found in the container ${id}.`,
      {
        hint,
      },
    )
  }
  throw new FiredrillError(
    'start-failed',
    `"${argv[0]}" could not be started in the container ${id}: ${said.trim()}`,
    {
      hint,
    },
  )
}
