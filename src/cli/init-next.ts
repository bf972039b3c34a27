/** The end of `init`: is what was written any good, what is missing, and the command to type. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isFiredrillError } from '../config/import-module.ts'
import { managerOf } from '../init/manager.ts'
import type { Look } from '../init/way.ts'
import { planOf } from './init-plan.ts'
import type { InitSetting } from './init-project.ts'
import { describeLoadGenerator } from './wire.ts'

const DRILL = 'kill-node'

export async function nextLines({ host, root }: InitSetting, look: Look): Promise<string[]> {
  const { run, install } = await managerOf(look)
  const isInstalled = installedIn(root)
  const load = await describeLoadGenerator(host).catch((error: unknown) => {
    if (!isFiredrillError(error)) throw error
    return { usable: false, what: error.message, hint: error.hint }
  })
  return [
    ...(isInstalled ? await planLines() : []),
    ...(load.usable ? [`ok    ${load.what}`] : [`miss  ${load.what}`, `      ${load.hint}`]),
    '',
    'Next:',
    ...(isInstalled ? [] : [`  ${install}`]),
    `  ${run} drill:${DRILL}`,
  ]
}

/** What was written imports it: whoever ran `npx firedrill init` alone has not got it yet. */
function installedIn(root: string): boolean {
  try {
    createRequire(join(root, 'package.json')).resolve('firedrill/package.json')
    return true
  } catch {
    return false
  }
}

async function planLines(): Promise<string[]> {
  try {
    const refusals = await planOf(DRILL)
    if (refusals.length === 0) return [`ok    nothing refuses ${DRILL}`]
    return refusals.flatMap(({ reason, hint }) => [`miss  ${reason}`, `      ${hint}`])
  } catch (error) {
    if (!isFiredrillError(error)) throw error
    return [`miss  ${error.message}`, `      ${error.hint}`]
  }
}
