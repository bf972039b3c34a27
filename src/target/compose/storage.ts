/** Instances whose file system in memory is full. Nothing that lies on a disk of the engine's machine is ever filled. */
import { FiredrillError } from '../../errors.ts'
import type { Container } from '../../host/engine/engine.ts'
import type { Storage, Victim } from '../target.ts'
import { isUp } from './containers.ts'
import { fillFile, inContainer, roomIn, spaceIn, tryFile, writeWords } from './filling.ts'
import { dockerCommand, isDown, sameContainer } from './hit.ts'
import { endpointData, type Runtime } from './runtime.ts'

export function storageOf(runtime: Runtime): Storage {
  const { engine, containers, context } = runtime
  const up = async ({ name }: Victim): Promise<Container> => {
    const container = await containers.find(name)
    if (!isUp(container)) throw isDown(name)
    return container
  }
  return {
    async space(victim, path) {
      const container = await up(victim)
      const mount = mountOf(victim.name, container, path)
      const argv = ['df', '-P', '-k', path]
      const { stdout, stderr, exitCode } = await inContainer(engine, container.id, argv)
      const seen = exitCode === 0 ? spaceIn(stdout) : null
      if (seen === null || seen.mount !== mount)
        throw invalid(`${path} of ${victim.name} cannot be looked at: ${(stderr || stdout).trim()}`)
      const { memoryBytes, memoryLimitBytes } = await engine.usage(container.id)
      // Where it is not told what is used, no more than the limit is left.
      const left = memoryLimitBytes ? Math.max(0, memoryLimitBytes - (memoryBytes ?? 0)) : null
      return { ...seen, memoryLeftBytes: left }
    },
    fillUndo: ({ identity }, path) => ({
      kind: 'empty-in-container',
      args: {
        endpoint: endpointData(engine),
        id: identity?.container?.id ?? '',
        files: [fillFile(path), tryFile(path)],
      },
    }),
    async fill(victim, path, bytes) {
      const { id, name } = await sameContainer(runtime, victim)
      const argv = writeWords(fillFile(path), bytes)
      const atMs = context.host.clock.monoMs()
      // That it did not all fit is what is wanted.
      roomIn(await inContainer(engine, id, argv), argv)
      return { atMs, command: dockerCommand(['exec', name, ...argv], context.root) }
    },
    async hasRoom(victim, path, bytes) {
      const { id } = await up(victim)
      const argv = writeWords(tryFile(path), bytes)
      const ran = await inContainer(engine, id, argv)
      await inContainer(engine, id, ['rm', '-f', tryFile(path)])
      return roomIn(ran, argv)
    },
    async empty({ identity }, path) {
      const container = await engine.container(identity?.container?.id ?? '')
      // What is in memory goes with what runs.
      if (container === null || !isUp(container)) return
      await inContainer(engine, container.id, ['rm', '-f', fillFile(path), tryFile(path)])
    },
  }
}

/** The file system in memory that the path lies in. Throws `drill-invalid` where it is none, or has no size. */
function mountOf(name: string, { tmpfs }: Container, path: string): string {
  const within = (mount: string) => path === mount || path.startsWith(`${mount.replace(/\/$/, '')}/`)
  const mount = Object.keys(tmpfs)
    .filter(within)
    .sort((a, b) => b.length - a.length)[0]
  if (mount === undefined)
    throw invalid(
      `${path} of ${name} is no file system in memory: filling it would fill a disk of the machine.`,
    )
  if ((tmpfs[mount] ?? 0) > 0) return mount
  throw invalid(`${mount} of ${name} has no size of its own: filling it would take the machine's memory.`)
}

function invalid(message: string): FiredrillError {
  return new FiredrillError('drill-invalid', message, {
    hint: 'Fill only a tmpfs with a size: tmpfs: ["/tmp:size=16m"] in the Compose file.',
  })
}
