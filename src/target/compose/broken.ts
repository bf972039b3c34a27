/** Makes a known-bad release of the image of a good one, whatever that is made of. */
import { dirname, join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Image } from '../../host/engine/engine.ts'
import { runCommand } from '../app/command.ts'
import { programFiles } from '../broken/contained/files.ts'
import {
  type BrokenImage,
  buildCommand,
  contextDir,
  dockerfileOf,
  GATHER,
  portVariable,
} from './broken-image.ts'
import { serviceNamesOf } from './places.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './surroundings.ts'

/** Removed with the project, by the run's label. Throws `capability-missing` where it would not be bad as it should. */
export async function makeBroken(made: BrokenImage, around: Surroundings, runtime: Runtime): Promise<void> {
  const { engine, context } = runtime
  const image = await engine.image(made.of.where)
  if (image === null)
    throw new FiredrillError('release-missing', `The image ${made.of.where} is not there.`, {
      hint: 'Build or pull it before it is broken.',
    })
  const why = whyNot(image, around)
  if (why !== null)
    throw new FiredrillError(
      'capability-missing',
      `No known-bad release can be made of ${made.of.where}: ${why.reason}`,
      {
        hint: why.hint,
      },
    )
  const intent = {
    what: `write what ${made.version} is made of`,
    undo: { kind: 'covered', args: { by: `remove ${around.state}` } },
  }
  await context.change(intent, () =>
    writeContext(dockerfileOf(around, made, image), contextDir(around, made.version), runtime),
  )
  await runCommand(buildCommand(around, made), runtime, context.signal)
}

/** What would make a release that is good, or bad in another way than it was asked for. */
export function whyNot(image: Image, around: Surroundings): { reason: string; hint: string } | null {
  const { options, project } = around
  if (image.entrypoint.length + image.command.length === 0)
    return { reason: 'it says neither what to run nor with what.', hint: 'Give it an ENTRYPOINT or a CMD.' }
  const services = serviceNamesOf(options, options.instances).map((name) => ({
    name,
    service: project.services[name],
  }))
  const own = services.find(({ service }) => (service?.entrypoint?.length ?? 0) > 0)
  if (own)
    return {
      reason: `the Compose files give ${own.name} an entrypoint of its own, which would be run instead.`,
      hint: 'Put it into the image, or ship a bad release of your own.',
    }
  const variable = portVariable(around)
  const told = options.release?.broken?.portVariable !== undefined
  const isGiven = services.every(({ service }) => Object.hasOwn(service?.environment ?? {}, variable))
  if (told || isGiven || image.variables.includes(variable)) return null
  return {
    reason: `nothing shows that the app takes its port from ${variable}; another one has to stand in its place.`,
    hint: 'Name the variable as release.broken.portVariable.',
  }
}

async function writeContext(dockerfile: string, directory: string, { context }: Runtime): Promise<void> {
  const { files } = context.host
  const write = async (to: string, content: string): Promise<void> => {
    await files.makeDir(dirname(join(directory, to)))
    await files.writeAtomic(join(directory, to), content)
  }
  for (const { from, to } of programFiles()) await write(to, await files.read(from))
  await write('package.json', '{ "type": "module" }\n')
  await write('gather.cjs', GATHER)
  await write('Dockerfile', dockerfile)
}
