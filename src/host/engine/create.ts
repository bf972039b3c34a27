import type { ContainerCreateOptions } from 'dockerode'
import type { Connection } from './connection.ts'
import type { Engine } from './engine.ts'
import type { NewContainer } from './new-container.ts'

const MOST_PROCESSES = 64

export function createBy(connection: Connection): Pick<Engine, 'create'> {
  return {
    async create(wanted) {
      const made = await connection.ask(`make the container ${wanted.name}`, (docker) =>
        docker.createContainer(requestOf(wanted)),
      )
      return made.id
    },
  }
}

/** Its client puts all of them into the address too, unless it is told so: more than what lies between may let through. */
function requestOf(wanted: NewContainer): ContainerCreateOptions & { _query: object; _body: object } {
  const { name } = wanted
  return { name, _query: { name }, _body: optionsOf(wanted) }
}

/** In the engine's words. Source: Docker Engine API, ContainerCreate. */
export function optionsOf(wanted: NewContainer): ContainerCreateOptions {
  return {
    name: wanted.name,
    Image: wanted.image,
    Entrypoint: [...wanted.entrypoint],
    Cmd: [...wanted.command],
    User: wanted.user,
    WorkingDir: '/',
    Env: Object.entries(wanted.env).map(([name, value]) => `${name}=${value}`),
    Labels: { ...wanted.labels },
    Healthcheck: { Test: ['NONE'] },
    StopSignal: 'SIGTERM',
    StopTimeout: Math.ceil(wanted.stopGraceMs / 1000),
    HostConfig: {
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      // Where SELinux is at work, a container may not open a socket of its machine otherwise.
      SecurityOpt: ['no-new-privileges', 'label=disable'],
      // Where users are mapped, root of a container is nobody to the machine otherwise.
      UsernsMode: 'host',
      // As `Binds`, an engine would make a directory where there is nothing.
      Mounts: wanted.mounts.map(({ from, to }) => ({
        Type: 'bind',
        Source: from,
        Target: to,
        ReadOnly: true,
      })),
      Tmpfs: Object.fromEntries(
        Object.entries(wanted.tmpfs).map(([path, bytes]) => [
          path,
          `rw,noexec,nosuid,size=${bytes},mode=0700`,
        ]),
      ),
      Memory: wanted.memoryBytes,
      PidsLimit: MOST_PROCESSES,
      RestartPolicy: { Name: 'no' },
      // Whatever the engine's default is: some drivers cannot be read back.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
    },
  }
}
