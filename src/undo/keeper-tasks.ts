/**
 * What of an undo a keeper can carry out: what an engine does by itself, as requests that are made ready while it can
 * still be asked. Nothing of an undo that needs this machine (a command, a lock, a directory).
 */
import type { JsonObject } from '../drill/model.ts'
import type { Container, Engine } from '../host/engine/engine.ts'
import { endpointConfig } from '../host/engine/joining.ts'
import type { ContainerTask, Fact, Step, Task } from '../host/keeper/task.ts'
import { joiningsArg, limitsArg, textArg } from './args.ts'
import { mayEndOf } from './start-container.ts'
import type { UndoSpec } from './undo.ts'

type MakeTasks = (args: JsonObject, engine: Engine) => Promise<Task[]>

/** By the kind of the undo. What is done to a project of the run's own is healed by its removal. */
const TASKS: Readonly<Record<string, MakeTasks>> = {
  'unpause-container': ofContainer('let go on', async ({ id }) => [
    { done: [{ at: ['State', 'Paused'], is: false }], requests: [{ path: `/containers/${id}/unpause` }] },
  ]),
  'start-container': ofContainer('start', async ({ id }, args) => [
    {
      done: [{ at: ['State', 'Running'], is: true }],
      requests: [{ path: `/containers/${id}/start` }],
      mayEnd: mayEndOf(args),
    },
  ]),
  'reconnect-container': ofContainer('put back on its networks', async ({ id }, args) => joinings(id, args)),
  'limit-container': ofContainer('give its limits back to', async ({ id }, args, engine) => {
    const bodies = await engine.limitRequest(id, limitsArg(args, 'limits'))
    return bodies.map((body) => ({
      done: limitFacts(body),
      requests: [{ path: `/containers/${id}/update`, body }],
    }))
  }),
  'remove-project': async (args) => {
    const project = textArg(args, 'project')
    const ofRun = `dev.firedrill.run=${textArg(args, 'run')}`
    const labels = [`com.docker.compose.project=${project}`, ofRun]
    return [{ kind: 'sweep', what: `remove the project ${project}`, labels, imageLabels: [ofRun] }]
  },
}

/** Asks the engine for what it takes to make them; none where a keeper can do nothing for it. */
export async function keeperTasks({ kind, args }: UndoSpec, engine: Engine): Promise<Task[]> {
  const make = Object.hasOwn(TASKS, kind) ? TASKS[kind] : undefined
  return (await make?.(args, engine)) ?? []
}

/** By which a container is known for the same one, beside its id. */
const KNOWN_BY = ['com.docker.compose.project', 'com.docker.compose.service', 'dev.firedrill.run']

function ofContainer(
  what: string,
  steps: (container: Container, args: JsonObject, engine: Engine) => Promise<Step[]>,
): MakeTasks {
  return async (args, engine) => {
    const container = await engine.container(textArg(args, 'id'))
    if (container === null) return []
    const labels = Object.entries(container.labels).filter(([name]) => KNOWN_BY.includes(name))
    const task: ContainerTask = {
      kind: 'container',
      what: `${what} ${container.name}`,
      id: container.id,
      labels: Object.fromEntries(labels),
      steps: await steps(container, args, engine),
    }
    return [task]
  }
}

/** One who is on a network under other names is taken off first: an engine gives no further name to who is there. */
function joinings(id: string, args: JsonObject): Step[] {
  return Object.entries(joiningsArg(args, 'networks')).map(([network, joining]) => {
    const { aliases, links } = joining
    const at = (...path: string[]) => ['NetworkSettings', 'Networks', network, ...path]
    const path = `/networks/${encodeURIComponent(network)}`
    const done: Fact[] = [
      { at: at(), has: [] },
      ...(aliases.length > 0 ? [{ at: at('Aliases'), has: aliases }] : []),
      ...(links.length > 0 ? [{ at: at('Links'), has: links }] : []),
    ]
    const joined = { Container: id, EndpointConfig: endpointConfig(joining) }
    return {
      done,
      requests: [
        { path: `${path}/disconnect`, body: { Container: id } },
        { path: `${path}/connect`, body: joined },
      ],
    }
  })
}

/**
 * Beside a limit an engine is told what it goes with; it shows only the limit as it was asked for. What means none is
 * shown as 0 where nobody has set one yet.
 */
function limitFacts(request: Readonly<Record<string, number>>): Fact[] {
  return Object.entries(request)
    .filter(([name]) => name === 'NanoCpus' || name === 'CpuQuota' || name === 'Memory')
    .map(([name, value]) => ({ at: ['HostConfig', name], oneOf: isNone(name, value) ? [0, value] : [value] }))
}

function isNone(name: string, value: number): boolean {
  return name === 'Memory' ? value >= 2 ** 50 : value < 0
}
