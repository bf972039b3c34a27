/** The gate's policy, from its file: YAML, which JSON is a part of. */
import { join, resolve } from 'node:path'
import { type GatePolicy, toGatePolicy, unreadablePolicy } from '../config/gate-policy.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import type { Files } from '../host/host.ts'

const NAMES = ['firedrill.gate.yaml', 'firedrill.gate.yml', 'firedrill.gate.json'] as const

/** `given` is `--policy`; without it, the first of the usual names in the directory. Throws `policy-invalid`. */
export async function readPolicy(
  files: Files,
  given: string | undefined,
  directory: string,
): Promise<GatePolicy> {
  const places = given === undefined ? NAMES.map((name) => join(directory, name)) : [resolve(given)]
  for (const place of places) {
    const text = await files.readIfThere(place).catch((error: unknown) => {
      throw new FiredrillError('policy-invalid', `The policy ${place} cannot be read: ${messageOf(error)}.`, {
        hint: 'Name a file that you may read: --policy <file>.',
        cause: error,
      })
    })
    if (text !== null) return toGatePolicy(await parsed(text, place), given ?? place)
  }
  throw new FiredrillError('policy-invalid', `There is no policy at ${places.join(' or ')}.`, {
    hint: 'Write one (docs/gate.md has an example), or name it: --policy <file>.',
  })
}

async function parsed(text: string, file: string): Promise<unknown> {
  // No other command needs it.
  const { parse } = await import('yaml')
  try {
    return parse(text) as unknown
  } catch (error) {
    throw unreadablePolicy(error, file)
  }
}
