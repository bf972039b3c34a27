/** What a target can do, each a narrow thing that faults and steps name; part of the contract in `target.ts`. */
import type { FurtherSettings } from '../host/engine/engine.ts'
import type { UndoSpec } from '../undo/undo.ts'
import type { Release } from './releases.ts'
import type { CommandLine, Instance } from './target.ts'

/** What a fault hits: an instance, or a service (whose url is `tcp://host:port`, or null), as it was seen before. */
export type Victim = Pick<Instance, 'name' | 'url' | 'identity'>

/** The moment just before an act (mono ms), and what a person would type for it. */
export interface Acted {
  atMs: number
  command: CommandLine
}

export interface Lifecycle {
  /** The undo that must be on disk before `kill`. */
  killUndo(victim: Victim): UndoSpec
  /** SIGKILL to everything of the instance, its supervisor included; it stays down until `start`. */
  kill(victim: Victim): Promise<Acted>
  /**
   * Asks an instance to end, gracefully, and kills it when it has not ended within the target's stop limit. Resolves
   * when nothing of it is left. Journals by itself through `change`.
   */
  stop(name: string): Promise<Stopped>
  /**
   * Starts an instance that is down and waits until it is ready. Journals by itself through `change`. `signal`: of a step;
   * its reason ends the wait. Without it the run's does, but for a run that is cancelled already: faults are healed then.
   */
  start(name: string, signal?: AbortSignal): Promise<void>
  /** The longest that `stop` waits before it kills, ms. */
  readonly stopLimitMs: number
  /** The longest that the app itself takes to end, by the configuration, ms; null: it does not say. */
  readonly drainMs: number | null
}

export interface Stopped {
  /** Of the process that was started; null when a signal ended it, or it was down before. */
  exitCode: number | null
  signal: string | null
  /** From the request to stop until nothing of it was left, ms. */
  tookMs: number
  /** It did not end within the stop limit. */
  killed: boolean
}

export interface Suspend {
  pauseUndo(victim: Victim): UndoSpec
  pause(victim: Victim): Promise<Acted>
  resume(victim: Victim): Promise<void>
  /** Is everything of the instance stopped, seen now? False when it is down. */
  isPaused(victim: Victim): Promise<boolean>
}

/** An instance that nobody reaches and that reaches nobody, while it runs on. */
export interface Network {
  /** The networks that it is on now, as it is there: plain data. Empty when it is on none. */
  attached(victim: Victim): Promise<Networks>
  disconnectUndo(victim: Victim, from: Networks): UndoSpec
  /** Takes it off every network. */
  disconnect(victim: Victim): Promise<Acted>
  /** Puts it back, under the names that it had. No error where it is there already. */
  reconnect(victim: Victim, to: Networks): Promise<void>
}
/**
 * By the network's name: what the others there call it, whom it calls how, the address that it was given (null: it may
 * get another), and what else was given for it there, by the engine's own names. A type, so that it is plain data to an intent.
 */
export type Networks = {
  [network: string]: {
    aliases: string[]
    links: string[]
    fixedAddress: string | null
    further?: FurtherSettings
  }
}

/** A process that dies by itself: what supervises it is left alone. */
export interface Crash {
  readonly ways: readonly CrashWay[]
  /** The undo that must be on disk before; absent: what supervises it, or the end of the run, is enough. */
  readonly crashUndo?: (victim: Victim) => UndoSpec
  /** `request`: by a request that the app is configured to crash on; it carries this request id. */
  crash(victim: Victim, way: CrashWay, requestId: string): Promise<Acted>
}
export type CrashWay = 'abort' | 'request'

export interface Migrations {
  /** Reads only. By the release's own word: what it brings that the database lacks, in order. */
  status(release: Release): Promise<{ applied: string[]; pending: PendingMigration[] }>
  /** Journals by itself. Resolves with what was moved; null where the command does not tell. Throws `command-failed`. */
  move(release: Release, direction: 'up' | 'down', signal: AbortSignal): Promise<{ moved: string[] | null }>
}

export interface PendingMigration {
  name: string
  /** Takes something away that older code may use; null: the status command does not tell. */
  destructive: boolean | null
}

/** What the app depends on, by the configuration's names. */
export interface Services {
  readonly names: readonly string[]
  /** As it is now; `identity: null`: down. */
  seen(name: string): Promise<Victim>
  lossUndo(victim: Victim, as: ServiceLoss): UndoSpec
  lose(name: string, as: ServiceLoss): Promise<Acted>
  /** Is it lost in this way, seen now? With what was looked at. */
  isLost(name: string, as: ServiceLoss): Promise<{ seen: boolean; what: string[] }>
  /** Gives it back and waits until it is up. Resolves with how that was seen, in words. */
  giveBack(name: string): Promise<string[]>
}
/** `stopped`: it is ended, and its port refuses. `hang`: it takes connections and does not answer. */
export type ServiceLoss = 'stopped' | 'hang'

/**
 * What lies between the app's instances and a service, in a run whose drill disturbs it. The app needs nothing for it, and
 * a system whose links are not disturbed has none.
 */
export interface Links {
  /** Services that the instances reach by a link in this run. */
  readonly names: readonly string[]
  disturbUndo(service: string): UndoSpec
  disturb(service: string, how: Disturbance): Promise<Acted>
  /** Nothing is set any more, seen. No error where nothing was. */
  clear(service: string): Promise<void>
  /** Bytes that came by since the last look of any kind, or since the start: does the app use the link? */
  usedBytes(service: string): Promise<number>
  /** What is set, and what it does to as many connections of the look's own. */
  look(service: string, effort: { connections: number; timeoutMs: number }): Promise<LinkSeen>
}
/**
 * `slow`: what is sent to the service arrives so much later. `cut`: it refuses, and what was open is closed. `flaky`: each
 * second so many of the connections break, new ones among them (a ratio 0…1).
 */
export type Disturbance = { kind: 'slow'; byMs: number } | { kind: 'cut' } | { kind: 'flaky'; share: number }

export interface LinkSeen {
  /** What is set, by the link's own word; null: nothing. */
  set: Disturbance['kind'] | null
  connections: number
  /** Of these, refused or broken off before anything came back. */
  broken: number
  /** The shortest time until something came back, ms: a busy machine only adds to it. Null: nothing ever did. */
  answerMs: number | null
}

/** Starts a release beside the app, with another environment; nothing of it is left when it resolves. */
export interface Trial {
  /** Variables that the app cannot start without, by the configuration. */
  readonly required: readonly string[]
  boot(release: Release, change: TrialChange, signal: AbortSignal): Promise<TrialSeen>
  /** Files in which a secret of the configuration stands, artifacts and the given directories looked at. */
  searchSecrets(directories: readonly string[]): Promise<{ looked: number; secrets: number; found: string[] }>
}

export interface TrialChange {
  set: Readonly<Record<string, string>>
  without: readonly string[]
  withinMs: number
}

export interface TrialSeen {
  outcome: 'ready' | 'ended' | 'neither'
  exitCode: number | null
  signal: string | null
  tookMs: number
  /** What it said of itself, by its version endpoint, once it was ready. */
  said: unknown
  /** The last lines that it wrote, secrets redacted. */
  lastLines: string[]
}

export interface Logs {
  /** The log of each instance so far: an absolute file, or null where there is none. */
  file(name: string): string | null
  /** Before each line stands the time at which it was written, as in `docker logs --timestamps`. */
  readonly stamped?: boolean
}

/** The edge's access log as a second stream of samples. */
export interface Traffic {
  /** The file in the run record that it is written to, and how its lines are read. */
  readonly source: { file: string; format: TrafficFormat }
}

/**
 * `json-lines`: one object a line. Each field of `fields` names the key that holds it.
 * `time` is the request's start in ms or ISO wall time; `durationMs` a number.
 */
export interface TrafficFormat {
  kind: 'json-lines'
  fields: {
    time: string
    durationMs: string
    status: string
    instance: string
    method: string
    path: string
    attempts?: string
  }
}
