/** Looks for the configuration's secrets where none may stand: in artifacts, logs and the run record. */
import { searchFiles } from '../app/secret-files.ts'
import { secretsOf } from '../app/secrets.ts'
import type { Trial } from '../target.ts'
import type { ProcessOptions } from './options.ts'
import type { Runtime } from './runtime.ts'

/** Each file below the directories, whatever it holds; `found` names the file and which secret, never its value. */
export async function searchSecrets(
  directories: readonly string[],
  options: ProcessOptions,
  { context, secrets, artifacts }: Pick<Runtime, 'context' | 'secrets' | 'artifacts'>,
): ReturnType<Trial['searchSecrets']> {
  const wanted = secretsOf(secrets, options)
  const searched = await searchFiles(context.host.files, [...artifacts, ...directories], wanted, context.root)
  return { ...searched, secrets: wanted.length }
}
