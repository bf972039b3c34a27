/** What the app depends on: a service is stopped, or frozen, and given back with the data that it had. */
import { FiredrillError } from '../../errors.ts'
import { dockerAt } from '../../host/engine/docker-at.ts'
import type { Container, Engine } from '../../host/engine/engine.ts'
import { hostInUrl } from '../../host/ipv6.ts'
import { knockWords } from '../../host/knock.ts'
import { unlessAborted } from '../../host/unless-aborted.ts'
import { durationMs, formatMs } from '../../units.ts'
import { isServiceUp, type Up } from '../app/service-up.ts'
import type { ServiceLoss, Services, Victim } from '../target.ts'
import { untilCancelled } from '../until-cancelled.ts'
import { isUp } from './containers.ts'
import { beforeAct, dockerCommand } from './hit.ts'
import { identityOf } from './observe.ts'
import { graceMs } from './project.ts'
import type { Runtime } from './runtime.ts'
import { addressOf, type Surroundings } from './surroundings.ts'
import { unpauseUndo } from './suspend.ts'

const LOOK_TIMEOUT_MS = 500
const POLL_MS = 100

/** Null where the configuration names none. */
export function servicesOf(around: Surroundings, runtime: Runtime): Services | null {
  const { engine, containers, context, fleet, undoOf, dockerEnv } = runtime
  const { host, root } = context
  const names = Object.keys(around.options.services)
  if (names.length === 0) return null
  const graceOf = (name: string): number => graceMs(around.project.services[name] ?? {})
  const known = (name: string): string => {
    if (names.includes(name)) return name
    throw new FiredrillError('drill-invalid', `The target has no service "${name}".`, {
      hint: `It has ${names.join(', ')}.`,
    })
  }
  return {
    names,
    seen: (name) => seen(known(name), around, runtime),
    lossUndo(victim, as) {
      const { name } = victim
      known(name)
      if (as === 'hang') return unpauseUndo(engine, victim)
      return undoOf('end', name, { ...beforeAct(victim), endsWithinMs: graceOf(name) })
    },
    async lose(name, as) {
      const container = await containers.find(known(name))
      if (!isUp(container))
        throw new FiredrillError('drill-invalid', `${name} is down: there is nothing to take away.`, {
          hint: 'Give it back first.',
        })
      const up = (await containers.siblings(name)).filter(isUp).length
      if (up > 1) throw isSeveral(name, up)
      const { id } = container
      const atMs = host.clock.monoMs()
      if (as === 'hang') {
        await engine.pause(id)
        return { atMs, command: dockerCommand(['pause', container.name], root, dockerEnv) }
      }
      fleet.ending.add(id)
      await engine.stop(id, graceOf(name))
      return { atMs, command: dockerCommand(['stop', container.name], root, dockerEnv) }
    },
    isLost: (name, as) => isLost(known(name), as, around, runtime),
    async giveBack(name) {
      const container = await containers.find(known(name))
      if (container.state === 'paused') await engine.unpause(container.id)
      else if (!isUp(container)) await engine.start(container.id)
      fleet.ending.delete(container.id)
      return untilServing(name, around, runtime)
    },
  }
}

/** One of them taken away would show an app that goes on with the others. */
function isSeveral(name: string, count: number): FiredrillError {
  const message = `${name} has ${count} containers: it is not lost while one of them is up.`
  return new FiredrillError('drill-invalid', message, {
    hint: 'Let it be one, in a further Compose file for the drills: deploy: { replicas: 1 }.',
  })
}

async function seen(name: string, around: Surroundings, { containers }: Runtime): Promise<Victim> {
  const container = await containers.of(name)
  const address = addressOf(around, name)
  const url = address === null ? null : `tcp://${hostInUrl(address.host)}:${address.port}`
  return { name, url, identity: container !== null && isUp(container) ? identityOf(container, null) : null }
}

async function isLost(
  name: string,
  as: ServiceLoss,
  around: Surroundings,
  { containers, context: { host } }: Runtime,
): Promise<{ seen: boolean; what: string[] }> {
  const state = (await containers.of(name))?.state ?? 'gone'
  const isDown = state === 'exited' || state === 'gone'
  const address = addressOf(around, name)
  if (address === null) {
    const what = [
      `the container of ${name} is ${state}`,
      'it publishes no port: what it answers was not seen',
    ]
    return { seen: as === 'hang' ? state === 'paused' : isDown, what }
  }
  const knocked = await host.net.knock(address.host, address.port, LOOK_TIMEOUT_MS)
  const what = [`the container of ${name} is ${state}`, `its port ${knockWords(knocked, LOOK_TIMEOUT_MS)}`]
  // Of what cannot be reached from here the engine's word is all there is.
  if (as === 'hang') return { seen: state === 'paused' && knocked !== 'refused', what }
  return { seen: isDown && knocked !== 'accepted', what }
}

/**
 * Up by its health check's own command, where it has one: the engine itself may run that half a minute from now, and
 * what it said of one that was frozen is old. Else by what comes from its port. Resolves with how it was seen.
 */
async function untilServing(name: string, around: Surroundings, runtime: Runtime): Promise<string[]> {
  const { clock } = runtime.context.host
  const limitMs = durationMs(around.options.readyTimeout)
  const signal = untilCancelled(runtime.context)
  const deadlineMs = clock.monoMs() + limitMs
  const look = (container: Container) => lookWhetherUp(name, container, around, runtime)
  for (;;) {
    const container = await runtime.containers.of(name)
    const { up, seen } =
      container?.state === 'running'
        ? await (signal === undefined ? look(container) : unlessAborted(look(container), signal))
        : { up: false, seen: `its container is ${container?.state ?? 'gone'}` }
    if (up) return [seen]
    if (clock.monoMs() >= deadlineMs)
      throw new FiredrillError('never-ready', `${name} was not back within ${formatMs(limitMs)}: ${seen}.`, {
        hint: `Look at its log: ${dockerAt(runtime.engine)} logs ${container?.name ?? name}.`,
      })
    await clock.sleep(POLL_MS, signal)
  }
}

async function lookWhetherUp(
  name: string,
  container: Container,
  around: Surroundings,
  { engine, context }: Runtime,
): Promise<Up> {
  const { health } = container
  if (health !== null) {
    const passes = await runsWell(container, engine)
    if (passes !== null)
      return { up: passes, seen: `its health check ${passes ? 'passes' : 'fails'}, run anew` }
    return { up: health === 'healthy', seen: `its health check says that it is ${health}` }
  }
  const address = addressOf(around, name)
  if (address !== null)
    return isServiceUp(context.host.net, address, around.options.services[name]?.port ?? address.port)
  return { up: true, seen: 'it runs; it has no health check and publishes no port: no more was seen' }
}

/** Null: the check cannot be run from here. */
async function runsWell(
  { id, healthCheck }: Container,
  engine: Pick<Engine, 'exec'>,
): Promise<boolean | null> {
  if (healthCheck === null) return null
  try {
    return (await engine.exec(id, healthCheck.argv, { timeoutMs: healthCheck.timeoutMs })).exitCode === 0
  } catch (error) {
    if (error instanceof FiredrillError && CANNOT_BE_RUN.includes(error.code)) return null
    throw error
  }
}

/** It has ended meanwhile, the image lacks the program, or it is none. */
const CANNOT_BE_RUN: readonly string[] = ['engine-refused', 'tool-missing', 'start-failed']
