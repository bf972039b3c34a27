/** The shop under Compose, as a project of one test's own: brought up by the commands of compose/README.md. */
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { output, run } from './commands.ts'

export const root = resolve(import.meta.dirname, '../..')
export const composeDirectory = join(root, 'compose')

export type Environment = Record<string, string>

export interface InspectedContainer {
  Id: string
  RestartCount: number
  State: {
    Status: string
    Pid: number
    ExitCode: number
    OOMKilled: boolean
    StartedAt: string
    FinishedAt: string
    Health?: { Status: string }
  }
  /** Seconds. */
  Config: { User: string; Image: string; StopTimeout: number }
  HostConfig: { ReadonlyRootfs: boolean; Memory: number; NanoCpus: number; RestartPolicy: { Name: string } }
  NetworkSettings: { Ports: Record<string, { HostIp: string; HostPort: string }[] | null> }
}

export class Project implements AsyncDisposable {
  readonly name = `fdtest-${randomBytes(4).toString('hex')}`
  readonly #environment: Environment
  readonly #files: string[]

  constructor(environment: Environment = {}, files: readonly string[] = ['compose.yml']) {
    this.#environment = environment
    this.#files = files.flatMap((file) => ['-f', file])
  }

  /** `docker compose <args>`; gives what it printed, and rejects when it does not end well. */
  compose(args: readonly string[], environment: Environment = {}): Promise<string> {
    return output(['docker', 'compose', ...this.#files, ...args], this.#options(environment))
  }

  /** Database, schema, then everything else: the order of a first deploy. */
  async up(): Promise<void> {
    await this.compose(['up', '-d', '--wait', 'db'])
    await this.compose(['run', '--rm', 'migrate'])
    await this.restore()
  }

  /** Both instances of the first release are in, behind the real edge, whatever was done to them. */
  async restore(): Promise<void> {
    await this.compose(['up', '-d', '--wait', 'web-1', 'web-2', 'edge'])
    await this.weights('web-1=100', 'web-2=100')
    await this.weights('--wait', 'web-1', 'web-2')
  }

  async edge(): Promise<string> {
    return `http://${await this.compose(['port', 'edge', '8080'])}`
  }

  weights(...args: string[]): Promise<string> {
    return this.compose(['exec', '-T', 'edge', 'weights', ...args])
  }

  async container(service: string): Promise<string> {
    return this.compose(['ps', '--all', '--quiet', service])
  }

  async inspect(service: string): Promise<InspectedContainer> {
    const [seen] = JSON.parse(await output(['docker', 'inspect', await this.container(service)]))
    return seen
  }

  /** What the service wrote on stdout since it was last made. */
  async stdout(service: string): Promise<string[]> {
    const { stdout } = await run(['docker', 'logs', await this.container(service)])
    return stdout.split('\n').filter((line) => line !== '')
  }

  /** As a lost node: the engine takes it for a stop that was wished for, and starts it no more. */
  async kill(service: string): Promise<void> {
    await output(['docker', 'kill', await this.container(service)])
  }

  /** As a dead process: killed from the host's process namespace, so that the restart policy acts. */
  async crash(service: string): Promise<void> {
    const { Pid } = (await this.inspect(service)).State
    const helper = ['docker', 'run', '--rm', '--pid', 'host', '--network', 'none', '--user', '0']
    const image = (await this.inspect('web-1')).Config.Image
    await output([...helper, '--entrypoint', 'node', image, '-e', `process.kill(${Pid}, 'SIGKILL')`])
  }

  /** Removes all of it; rejects when anything is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    const all = ['--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '5']
    await this.compose(all)
    const label = `label=com.docker.compose.project=${this.name}`
    const lists = [
      ['ps', '--all'],
      ['network', 'ls'],
      ['volume', 'ls'],
    ]
    for (const list of lists) {
      const left = await output(['docker', ...list, '--quiet', '--filter', label])
      if (left !== '') throw new Error(`left behind (docker ${list.join(' ')}): ${left}`)
    }
  }

  #options(environment: Environment) {
    const env = { ...process.env, ...this.#environment, ...environment, COMPOSE_PROJECT_NAME: this.name }
    return { cwd: composeDirectory, env }
  }
}
