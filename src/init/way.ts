/** What `firedrill init` finds of a project, and what it writes for it. Nothing here touches the world: it is given the files. */

/** A project's files, by paths below its root. */
export interface Look {
  /** Null when there is no such file. Throws `already-there` for one that cannot be read. */
  read(path: string): Promise<string | null>
  exists(path: string): Promise<boolean>
  /** Why no file can be put there without harm to what is there: `drills is no directory`. Null: it can. */
  obstacle(path: string): Promise<string | null>
  /** The directories that it lies in, the nearest first: `..`, `../..`. */
  above: readonly string[]
}

/** One way in which the app can be put under drills. */
export type Way = ProcessesWay | ComposeWay

interface Found {
  /** What tells of it, for a person: `package.json, "start": node server.js`. */
  from: string
  /** A path that says whether an instance can serve, and what tells of it. */
  ready: { path: string; from: string }
  /** What a person should know or do before the first run; whole sentences. */
  notes: readonly string[]
}

/** Plain processes of this machine. */
export interface ProcessesWay extends Found {
  target: 'processes'
  /** One instance; `{port}` stands for its port, or a variable holds it. */
  run: string
  portVariable: string
  env: Readonly<Record<string, string>>
}

/** Containers, by the project's own Compose files. */
export interface ComposeWay extends Found {
  target: 'compose'
  files: readonly string[]
  instances: readonly string[] | { service: string; count: number }
  /** On which an instance listens, inside its container. */
  port: number
  edge: { service: string; port: number }
  /** What the app depends on, and where each listens. */
  services: Readonly<Record<string, number>>
  /** A Compose file that has to be written: it puts a balancer before the instances. Null: the project has one. */
  balancer: Balancer | null
}

export interface Balancer {
  /** Where it is written. */
  file: string
  /** The app's service, where the project's files do not have it: built from a Dockerfile. */
  build: string | null
  /** A port, or a name, that the app's service fixes, and that two containers of it could not share. */
  frees: readonly ('ports' | 'container_name')[]
  /** Where the app is found by its name; `default` is the project's own. */
  networks: readonly string[]
  /** No port can be published by way of any of them. */
  isInternal: boolean
}

/** The instances of a way by their names, as a drill names them. */
export function firstInstance(way: Way): string {
  if (way.target === 'processes') return 'web-1'
  const { instances } = way
  return 'service' in instances ? `${instances.service}-1` : (instances[0] ?? 'web-1')
}
