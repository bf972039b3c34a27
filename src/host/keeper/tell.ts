/** How a keeper is told what to take back: a file in its memory, by a command in its container that waits until it is held. */
import { FiredrillError } from '../../errors.ts'
import type { Engine } from '../engine/engine.ts'
import type { Task } from './task.ts'

/** A file system in memory of its container. */
export const TASKS = '/firedrill'
const HELD_WITHIN_MS = 5000
/** Beside that: the start of the command, on a busy machine. */
const STARTED_WITHIN_MS = 10_000

/** For Node of any version. Its last arguments: the directory, the name, the tasks. */
const TELL = `
const { existsSync, renameSync, writeFileSync } = require('fs')
const [directory, id, tasks] = process.argv.slice(-3)
const file = directory + '/' + id
writeFileSync(file + '.new', tasks)
renameSync(file + '.new', file + '.json')
const late = Date.now() + ${HELD_WITHIN_MS}
setInterval(() => {
  if (existsSync(file + '.held')) process.exit(0)
  if (Date.now() > late) process.exit(1)
}, 20)
`

/** Resolves once it holds them; `id` is told once. Throws `lease-lost` where it does not take them any more. */
export async function tellKeeper(
  engine: Engine,
  keeper: { id: string; name: string },
  id: string,
  tasks: readonly Task[],
): Promise<void> {
  const argv = ['node', '--eval', TELL, '--', TASKS, id, JSON.stringify(tasks)]
  const timeoutMs = HELD_WITHIN_MS + STARTED_WITHIN_MS
  const { exitCode, stderr } = await engine.exec(keeper.id, argv, { timeoutMs })
  if (exitCode === 0) return
  const said = stderr.trim().split('\n').at(-1) ?? ''
  throw new FiredrillError(
    'lease-lost',
    `The keeper ${keeper.name} did not take what it is to take back${said === '' ? '' : `: ${said}`}.`,
    { hint: 'Nothing was done that it does not hold. See its log: docker logs.' },
  )
}
