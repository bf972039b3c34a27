/** What earlier runs left with the engine: all that carries the label of a run that goes on no more. */
import { dockerAt } from '../../host/engine/docker-at.ts'
import type { Engine, Named } from '../../host/engine/engine.ts'
import type { Host } from '../../host/host.ts'
import { KEEPER_LABEL } from '../../host/keeper/label.ts'
import { quoted } from '../../shell-words.ts'
import type { Finding } from '../target.ts'
import { RECORD_LABEL, RUN_LABEL } from './surroundings.ts'

interface Left {
  kind: Kind
  name: string
  run: string
  /** Of the run; null for what was made by one that did not say. */
  record: string | null
}

type Kind = keyof typeof REMOVE
/** What a person types, behind what names the engine and before the names. */
const REMOVE = {
  container: 'rm --force',
  network: 'network rm',
  volume: 'volume rm',
  image: 'image rm',
} as const

/** One finding a run. One that has no process of its own just now may be between two commands of its start. */
export async function leftovers(engine: Engine, host: Host): Promise<Finding[]> {
  const any = { [RUN_LABEL]: null }
  const left = [
    ...named('container', await engine.containers(any)),
    ...(await keepers(engine)),
    ...named('network', await engine.networks(any)),
    ...named('volume', await engine.volumes(any)),
    ...named('image', await engine.images(any)),
  ]
  return findingsOf(left, engine, host)
}

/** Beside a project that is not the run's own there is nothing else of it. */
export async function keepersLeft(engine: Engine, host: Host): Promise<Finding[]> {
  return findingsOf(await keepers(engine), engine, host)
}

async function keepers(engine: Engine): Promise<Left[]> {
  return named('container', await engine.containers({ [KEEPER_LABEL]: null }))
}

async function findingsOf(left: readonly Left[], engine: Engine, host: Host): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const run of new Set(left.map((each) => each.run))) {
    if ((await host.processes.marked(`${run}/`)).length > 0) continue
    const own = left.filter((each) => each.run === run)
    findings.push({
      good: false,
      what: `of the run ${run} there is ${own.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`,
      hint: `Where it goes on no more: \`firedrill recover${recordOf(own)}\`, or, where its record is gone, ${byHand(own, engine)}.`,
    })
  }
  return findings
}

/** As a further word of a command: where it lies does not depend on where `doctor` was typed. */
function recordOf(left: readonly Left[]): string {
  const record = left.find((each) => each.record !== null)?.record
  return record ? ` ${quoted(record)}` : ''
}

function byHand(left: readonly Left[], engine: Engine): string {
  const kinds = Object.entries(REMOVE).map(([kind, command]) => {
    const names = left.filter((each) => each.kind === kind).map(({ name }) => name)
    return names.length === 0 ? [] : [`\`${[dockerAt(engine), command, ...names].join(' ')}\``]
  })
  return kinds.flat().join(', ')
}

function named(kind: Kind, all: readonly Pick<Named, 'name' | 'labels'>[]): Left[] {
  return all.map(({ name, labels }) => ({
    kind,
    name,
    run: labels[RUN_LABEL] ?? labels[KEEPER_LABEL] ?? '',
    record: labels[RECORD_LABEL] ?? null,
  }))
}
