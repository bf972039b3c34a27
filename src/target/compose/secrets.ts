/** Looks for the configuration's secrets where none may stand: in images with all their layers, in logs, in the record. */
import { FiredrillError } from '../../errors.ts'
import { commandLine } from '../app/command.ts'
import { type Searched, searchFiles } from '../app/secret-files.ts'
import { createScan, type Secret, secretsOf } from '../app/secrets.ts'
import type { Trial } from '../target.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './surroundings.ts'
import { readTar } from './tar.ts'

export async function searchSecrets(
  directories: readonly string[],
  images: readonly string[],
  around: Surroundings,
  runtime: Runtime,
): ReturnType<Trial['searchSecrets']> {
  const { context, secrets } = runtime
  const wanted = secretsOf(secrets, around.options)
  const inFiles = await searchFiles(context.host.files, directories, wanted, context.root)
  const inImages =
    images.length === 0 ? { looked: 0, found: [] } : await searchImages(images, wanted, runtime)
  return {
    looked: inFiles.looked + inImages.looked,
    secrets: wanted.length,
    found: [...inImages.found, ...inFiles.found],
  }
}

/**
 * As `docker save` writes them: every layer, also what a later one has taken away, and the configuration with the
 * history of the build. Layers that images share are gone through once. Nothing of it is put on disk.
 */
async function searchImages(
  images: readonly string[],
  wanted: readonly Secret[],
  { context, baseEnv, redact }: Runtime,
): Promise<Searched> {
  const { host, root } = context
  const mark = context.nextMark()
  const argv = ['docker', 'save', ...images]
  const intent = {
    what: `search ${images.join(', ')} for secrets`,
    undo: { kind: 'end-processes', args: { mark } },
    command: commandLine({ argv, cwd: root, env: {} }, redact),
  }
  return context.change(intent, async () => {
    const child = await host.processes.spawn({
      argv,
      cwd: root,
      env: baseEnv,
      mark,
      stdout: 'pipe',
      stderr: 'ignore',
    })
    const searched = await searchTar(child.stdout ?? nothing(), wanted, `in ${images.join(', ')}`)
    const { code } = await child.exited
    if (code === 0) return searched
    throw new FiredrillError('command-failed', `docker save ended with ${code ?? 'a signal'}.`, {
      hint: `Run it by hand: ${argv.join(' ')} | wc -c`,
    })
  })
}

/** `where`: what the archive is called in what was found. */
export async function searchTar(
  stream: AsyncIterable<Uint8Array>,
  wanted: readonly Secret[],
  where: string,
): Promise<Searched> {
  const searched: Searched = { looked: 0, found: [] }
  await readTar(stream, async ({ name, content }) => {
    const scan = createScan(wanted)
    for await (const piece of content) scan.feed(piece)
    searched.looked++
    for (const { called } of scan.found()) searched.found.push(`${name} (${where}): ${called}`)
  })
  return searched
}

async function* nothing(): AsyncIterable<Uint8Array> {
  // There is always a stream where one was asked for.
}
