import type { JsonObject } from '../../drill/model.ts'
import type { Engine } from '../../host/engine/engine.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Commanding } from '../app/command.ts'
import type { Release, UnexpectedEnd } from '../target.ts'
import type { Containers } from './containers.ts'

/** What all parts of one started project share. */
export interface Runtime extends Commanding {
  engine: Engine
  containers: Containers
  /** Ends that nobody asked for, in the order in which they were seen. */
  ends: UnexpectedEnd[]
  /** What must not be shown. */
  secrets: readonly string[]
  fleet: Fleet
  /** What takes back that a container was ended, or started again, should nobody else. */
  undoOf(act: 'end' | 'start', service: string, container: BeforeAct): UndoSpec
  /** What a person's docker command has to be told about the engine, by its environment. */
  dockerEnv: Readonly<Record<string, string>>
}

/** A container as it was before the act. */
export interface BeforeAct {
  id: string
  /** By the engine's clock, ms. */
  startedMs: number | null
  /** How long it may take to end once it was asked to, ms; without, it ends at once. */
  endsWithinMs?: number
}

/** Of a project of the run's own: it goes with all that was done to it. */
export function coveredBy(project: string): Runtime['undoOf'] {
  return () => ({ kind: 'covered', args: { by: `remove the project ${project}` } })
}

/** Which services are the app now, and what is known of them beside what can be seen. */
export interface Fleet {
  /** Names of those that are the app. */
  serving: readonly string[]
  /** Every instance that there is, part of the app or not. */
  all: string[]
  /** Names that are to end, or are held down. */
  readonly asked: Set<string>
  /** Containers whose next end is wanted, by id. */
  readonly ending: Set<string>
  /** What each was put on last, by a rollout. */
  readonly runs: Map<string, Release>
}

/** As undos carry it. */
export function endpointData({ endpoint: { url, tls } }: Engine): JsonObject {
  return { url, tls: tls === null ? null : { ...tls } }
}

export function createFleet(instances: readonly string[]): Fleet {
  return {
    serving: [...instances],
    all: [...instances],
    asked: new Set(),
    ending: new Set(),
    runs: new Map(),
  }
}
