/** Reasons why the target could not be started here, found without changing anything. */

import { isAbsolute, join } from 'node:path'
import { parseArgsStringToArgv } from 'string-argv'
import type { Host } from '../../host/host.ts'
import { durationMs } from '../../units.ts'
import { plainVersion } from '../app/broken-version.ts'
import type { Command } from '../app/option-types.ts'
import { below, namesIn } from '../app/templates.ts'
import type { Refusal } from '../target.ts'
import { instanceCount } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'
import { portsInUse } from './ports.ts'
import { missingRelease } from './release.ts'
import { releasePath } from './variables.ts'

/** `versions`: those that are needed beside the one that it is started with. */
export async function checkOptions(
  options: ProcessOptions,
  root: string,
  host: Host,
  versions: readonly string[] = [],
): Promise<Refusal[]> {
  return [
    ...edgeMissing(options),
    ...drainTooLong(options),
    ...(await releasesMissing(options, root, host, versions)),
    ...(await toolsMissing(options, root, host)),
    ...(await portsInUse(options, host.net)),
  ]
}

export function edgeMissing(options: ProcessOptions): Refusal[] {
  const count = instanceCount(options)
  if (options.edge || count === 1) return []
  return [
    {
      code: 'plan-refused',
      reason: `The target has ${count} instances and no edge: there is no one place where users come in.`,
      hint: "Add edge: { run: '…' } (a balancer that is started), edge: { url: '…' } (one that is there), edge: 'built-in' (firedrill's own, where the app has none), or instances: 1.",
    },
  ]
}

/** An app that is killed while it still drains loses what is in flight, whatever else is right. */
function drainTooLong({ drainTime, stopTimeout }: ProcessOptions): Refusal[] {
  if (drainTime === undefined || durationMs(drainTime) < durationMs(stopTimeout)) return []
  return [
    {
      code: 'plan-refused',
      reason: `The stop limit (stopTimeout ${stopTimeout}) is not above the app's drain time (drainTime ${drainTime}): an instance that stops as it should would be killed while it drains.`,
      hint: `Raise target.stopTimeout above ${drainTime}, or let the app drain in less.`,
    },
  ]
}

/** What nothing builds has to be there already; a known-bad release lies where the good one does. */
async function releasesMissing(
  options: ProcessOptions,
  root: string,
  { files }: Host,
  versions: readonly string[],
): Promise<Refusal[]> {
  const { release } = options
  if (!release || release.build !== undefined) return []
  const missing: Refusal[] = []
  for (const version of new Set([release.current, ...versions.map(plainVersion)])) {
    const where = releasePath(options, root, version)
    if (!(await files.exists(where)))
      missing.push({ code: 'release-missing', ...missingRelease(version, where) })
  }
  return missing
}

async function toolsMissing(options: ProcessOptions, root: string, host: Host): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const { what, program, cwd } of programs(options)) {
    if (namesIn(`${program}${cwd ?? ''}`).length > 0) continue
    if (await found(program, cwd === undefined ? root : below(root, cwd), host)) continue
    refusals.push({
      code: 'tool-missing',
      reason: `The program "${program}", which ${what} runs, was not found.`,
      hint: `Install it, or correct ${what}.`,
    })
  }
  return refusals
}

interface Written {
  what: string
  run: Command | undefined
  cwd?: string | undefined
}

interface Program {
  what: string
  program: string
  cwd: string | undefined
}

function programs(options: ProcessOptions): Program[] {
  const { edge, services, prepare } = options
  const list: Written[] = [
    { what: 'target.run', run: options.run, cwd: options.cwd },
    { what: 'target.edge.run', run: edge?.run, cwd: edge?.cwd },
    { what: 'target.edge.route', run: edge?.route, cwd: edge?.cwd },
    ...Object.entries(services).map(([name, { run, cwd }]) => ({
      what: `target.services.${name}.run`,
      run,
      cwd,
    })),
    ...prepare.map(({ run, cwd }, index) => ({ what: `target.prepare.${index}.run`, run, cwd })),
    ...releasePrograms(options),
  ]
  return list.flatMap(({ what, run, cwd }) => {
    const program = typeof run === 'string' ? parseArgsStringToArgv(run)[0] : run?.[0]
    return program === undefined ? [] : [{ what, program, cwd }]
  })
}

function releasePrograms({ release, deploy, migrations, cwd }: ProcessOptions): Written[] {
  const own = deploy && 'run' in deploy ? deploy : undefined
  return [
    { what: 'target.release.build', run: release?.build },
    { what: 'target.release.check', run: release?.check, cwd },
    { what: 'target.deploy.run', run: own?.run, cwd: own?.cwd },
    { what: 'target.deploy.rollback', run: own?.rollback, cwd: own?.cwd },
    { what: 'target.migrations.status', run: migrations?.status, cwd: migrations?.cwd },
    { what: 'target.migrations.up', run: migrations?.up, cwd: migrations?.cwd },
    { what: 'target.migrations.down', run: migrations?.down, cwd: migrations?.cwd },
  ]
}

async function found(program: string, cwd: string, host: Host): Promise<boolean> {
  if (isAbsolute(program)) return host.files.exists(program)
  if (program.includes('/')) return host.files.exists(join(cwd, program))
  for (const directory of (host.env.PATH ?? '').split(':'))
    if (await host.files.exists(join(directory === '' ? cwd : directory, program))) return true
  return false
}
