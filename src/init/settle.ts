/** From what was found, and what was asked for or answered, to the one way that is written down. */
import { FiredrillError } from '../errors.ts'
import type { ComposeWay, ProcessesWay, Way } from './way.ts'

/** What a person gave, by options or by answers; each but `target` and `run` has a default in what was found. */
export interface Choices {
  target?: 'processes' | 'compose' | undefined
  run?: string | undefined
  /** The variable by which an instance is told its port; under Compose the port inside its container. */
  port?: string | undefined
  ready?: string | undefined
  /** A command, a URL, `built-in`; under Compose `service:port`. */
  edge?: string | undefined
}

export interface Settled {
  way: Way
  /** As it is written: `built-in`, a URL or a command; null under Compose, whose edge is a service. */
  edge: string | null
}

/** Throws `app-not-found` where nothing says how the app is started, `usage` for a choice that makes no sense. */
export function settle(ways: readonly Way[], choices: Choices): Settled {
  for (const name of ['run', 'edge'] as const)
    if (choices[name]?.trim() === '')
      throw usage(`--${name} is empty.`, 'Write the command in quotes, or leave the option out.')
  const way = chosenWay(ways, choices)
  const ready =
    choices.ready === undefined ? way.ready : { path: pathOf('--ready', choices.ready), from: 'given' }
  if (way.target === 'compose') return { way: composeWith({ ...way, ready }, choices), edge: null }
  return { way: processesWith({ ...way, ready }, choices), edge: choices.edge ?? 'built-in' }
}

function chosenWay(ways: readonly Way[], { target, run }: Choices): Way {
  if (run !== undefined && target === 'compose')
    throw usage('--run starts a process, and --target compose asks for containers.', 'Give one of them.')
  const wanted = run === undefined ? target : 'processes'
  const found = ways.find((way) => wanted === undefined || way.target === wanted)
  if (run !== undefined) return byCommand(run, found?.target === 'processes' ? found : null)
  if (found) return found
  throw nothingFound(wanted)
}

/** What was found of the app holds for the command as well, but for what the command itself says. */
function byCommand(run: string, found: ProcessesWay | null): ProcessesWay {
  const nothing = { path: '/', from: 'not given' }
  return {
    target: 'processes',
    from: 'the command given',
    run,
    portVariable: found?.portVariable ?? 'PORT',
    env: {},
    ready: found?.ready ?? nothing,
    notes: [],
  }
}

function processesWith(way: ProcessesWay, { port }: Choices): ProcessesWay {
  if (port === undefined) return way
  if (/^[A-Za-z_]\w*$/.test(port)) return { ...way, portVariable: port }
  throw usage(
    `--port ${port}: instances on one machine cannot share a port.`,
    'Name the variable by which the app is told its port (PORT), or write {port} into --run.',
  )
}

function composeWith(way: ComposeWay, { port, edge }: Choices): ComposeWay {
  const number = port === undefined ? way.port : portOf('--port', port)
  if (edge === undefined) return { ...way, port: number }
  const [service = '', at = ''] = edge.split(':')
  const files = way.files.filter((file) => file !== way.balancer?.file)
  if (service === '' || files.length === 0)
    throw usage(`--edge ${edge}: the edge is a service of the Compose file.`, 'Write --edge nginx:80.')
  return { ...way, port: number, files, balancer: null, edge: { service, port: portOf('--edge', at) } }
}

function portOf(option: string, text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw usage(`${option}: "${text}" is no port.`, 'Give the port inside the container, such as 3000.')
}

/** A path that was given by this option. Throws `usage` for any other text. */
export function pathOf(option: '--ready' | '--path', text: string): string {
  if (isPath(text)) return text
  const example = option === '--ready' ? '/ready' : '/shop'
  throw usage(`${option} ${text}: a path begins with "/", and holds no space.`, `Write ${option} ${example}.`)
}

/** Can it be asked for below an app's address, as it stands? */
export function isPath(text: string): boolean {
  return text.startsWith('/') && !/\s/.test(text)
}

function nothingFound(target: string | undefined): FiredrillError {
  if (target === 'compose')
    return new FiredrillError(
      'app-not-found',
      'There is no Compose file with the app in it here, and no Dockerfile.',
      {
        hint: 'Run it in the directory where one is, or leave --target compose out. In a Compose file, the app is a service that is built here, names its port (`expose: ["3000"]`), or stands behind a balancer with a published port.',
      },
    )
  const what = target === undefined ? 'how the app is started' : `how the app is run as ${target}`
  return new FiredrillError('app-not-found', `Nothing here says ${what}.`, {
    hint: "Give the command that starts one instance: npx firedrill init --run 'python3 app.py --port {port}'. One that reads its port from a variable does without {port}.",
  })
}

function usage(message: string, hint: string): FiredrillError {
  return new FiredrillError('usage', message, { hint })
}
