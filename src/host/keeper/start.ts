/** Starts a keeper beside the containers of an engine, of an image that has Node; or says why there can be none. */
import { FiredrillError, messageOf } from '../../errors.ts'
import type { Engine } from '../engine/engine.ts'
import type { Clock } from '../host.ts'
import { KEEPER_LABEL, keeperLabels, keeperName } from './label.ts'
import { keeperArguments } from './program.ts'
import { readSaid } from './said.ts'
import { TASKS } from './tell.ts'

export interface KeeperWish {
  run: string
  /** The directory of the run's record. */
  record: string
  lengthMs: number
  /** With Node; null: the default, or one of `others`. */
  image: string | null
  /** On the engine already, such as those of the app; one with Node will do. */
  others: readonly string[]
  /** Of the engine, on its own machine; null: the usual place. */
  socket: string | null
}

export interface Keeper {
  id: string
  name: string
  image: string
}

export const DEFAULT_IMAGE = 'node:24-bookworm-slim'
const DEFAULT_SOCKET = '/var/run/docker.sock'
/** Inside its container. */
const SOCKET = '/firedrill-engine.sock'
const TASKS_BYTES = 4 * 2 ** 20
const MEMORY_BYTES = 256 * 2 ** 20
/** Of what it takes back when it is told to stop. */
const STOP_GRACE_MS = 30_000
/** For so long after it took everything back its words can be read. */
const LINGER_MS = 3_600_000
const READY_WITHIN_MS = 20_000
const POLL_MS = 100
const NO_NODE = /executable file .*not found|exec: "?node"?: no such file/
const NO_SOCKET = /bind source path does not exist/

/** Resolves once it says that the lease runs. Throws `lease-refused`; nothing is left then. */
export async function startKeeper(engine: Engine, clock: Clock, wish: KeeperWish): Promise<Keeper> {
  const named = wish.image ?? DEFAULT_IMAGE
  const here: string[] = []
  for (const image of new Set([named, ...(wish.image === null ? wish.others : [])]))
    if ((await engine.image(image)) !== null) here.push(image)
  const reasons: string[] = []
  for (const image of [...here, ...(here.includes(named) ? [] : [named])]) {
    const lacking = here.includes(image) ? null : await pulled(image, engine)
    const started = lacking ?? (await startOf(image, engine, clock, wish))
    if (typeof started !== 'string') return started
    reasons.push(started)
  }
  throw refusal(reasons.join('; '), IMAGE_HINT)
}

const IMAGE_HINT = 'Name an image with Node that the engine has, or can pull: lease: { image: … }.'
const SOCKET_HINT =
  'Say where the socket of the engine is on its machine: lease: { socket: … } (rootless: /run/user/<uid>/docker.sock; Podman: /run/podman/podman.sock).'

/** A text: why this image will not do. */
async function startOf(
  image: string,
  engine: Engine,
  clock: Clock,
  wish: KeeperWish,
): Promise<Keeper | string> {
  const id = await make(image, engine, wish)
  let why: string | null
  try {
    await engine.start(id)
    why = await untilReady(id, engine, clock)
    if (why === null) return { id, name: keeperName(wish.run), image }
  } catch (error) {
    await engine.remove(id)
    if (!isRefused(error)) throw error
    if (NO_NODE.test(error.message)) return `there is no Node in ${image}`
    throw refusal(error.message, IMAGE_HINT, error)
  }
  await engine.remove(id)
  return `of ${image} it does not get ready (${why})`
}

async function make(image: string, engine: Engine, wish: KeeperWish): Promise<string> {
  const { run, record, lengthMs, socket } = wish
  const name = keeperName(run)
  const label = { name: KEEPER_LABEL, value: run }
  const orders = { name, label, lengthMs, lingerMs: LINGER_MS, socket: SOCKET, tasks: TASKS }
  const from = socket ?? DEFAULT_SOCKET
  try {
    return await engine.create({
      name,
      image,
      entrypoint: ['node'],
      command: keeperArguments(orders),
      user: '0:0',
      // What the image gives might not be there, or start something else.
      env: { NODE_OPTIONS: '' },
      labels: keeperLabels(run, record),
      mounts: [{ from, to: SOCKET }],
      tmpfs: { [TASKS]: TASKS_BYTES },
      memoryBytes: MEMORY_BYTES,
      stopGraceMs: STOP_GRACE_MS,
    })
  } catch (error) {
    if (!isRefused(error)) throw error
    if (NO_SOCKET.test(error.message)) throw refusal(`its machine has no ${from}`, SOCKET_HINT, error)
    throw refusal(error.message, IMAGE_HINT, error)
  }
}

/** Null once it is; or why it is not. Throws `lease-refused` where no other image would help. */
async function untilReady(id: string, engine: Engine, clock: Clock): Promise<string | null> {
  const deadlineMs = clock.monoMs() + READY_WITHIN_MS
  for (;;) {
    const state = (await engine.container(id))?.state ?? 'gone'
    const { said, other } = await readSaid(engine, id)
    if (said.some((each) => each.said === 'ready')) return null
    const refused = said.find((each) => each.said === 'refused')
    if (refused) throw refusal(refused.what, SOCKET_HINT)
    if (state !== 'running' || clock.monoMs() >= deadlineMs)
      return other ?? `it was ${state} and said nothing`
    await clock.sleep(POLL_MS)
  }
}

/** A text: why it cannot be had. */
async function pulled(image: string, engine: Engine): Promise<string | null> {
  try {
    await engine.pull(image)
    return null
  } catch (error) {
    if (!isRefused(error)) throw error
    return `${image} is not there and cannot be pulled (${messageOf(error)})`
  }
}

function isRefused(error: unknown): error is FiredrillError {
  return error instanceof FiredrillError && error.code === 'engine-refused'
}

function refusal(why: string, hint: string, cause?: unknown): FiredrillError {
  return new FiredrillError(
    'lease-refused',
    `No keeper can stand beside the engine, to take back what the run does there when the way to it is lost: ${why}. Nothing was touched.`,
    {
      hint: `${hint} Or go without one: --no-lease. See docs/lease.md.`,
      ...(cause === undefined ? {} : { cause }),
    },
  )
}
