import type { ContainerInspectInfo } from 'dockerode'
import { expect, it } from 'vitest'
import { containerOf, timeOf } from '../../../src/host/engine/container.ts'

const ID = 'c170c16ea3df'.padEnd(64, '0')

interface Part {
  State?: object
  NetworkSettings?: object
  Config?: object
  HostConfig?: object
  RestartCount?: number
}

function inspected(part: Part = {}): ContainerInspectInfo {
  const State = {
    Status: 'running',
    Running: true,
    Pid: 42,
    ExitCode: 0,
    OOMKilled: false,
    StartedAt: '2026-11-22T01:24:18.809327782Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  }
  return {
    Id: ID,
    Name: '/web-1',
    Image: 'sha256:1',
    RestartCount: 0,
    ...part,
    State: { ...State, ...part.State },
    Config: { Image: 'app:1', Labels: { a: 'b' }, ...part.Config },
    HostConfig: { ...part.HostConfig },
    NetworkSettings: { Networks: {}, Ports: {}, ...part.NetworkSettings },
  } as unknown as ContainerInspectInfo
}

it('reads one that runs', () => {
  expect(containerOf(inspected())).toEqual({
    id: ID,
    name: 'web-1',
    image: { name: 'app:1', id: 'sha256:1' },
    labels: { a: 'b' },
    state: 'running',
    pid: 42,
    startedMs: Date.parse('2026-11-22T01:24:18Z') + 809.327782,
    finishedMs: null,
    exitCode: null,
    oomKilled: false,
    restarts: 0,
    restartPolicy: 'no',
    stopGraceMs: null,
    health: null,
    healthCheck: null,
    networks: {},
    published: {},
    limits: { cpus: 0, memoryBytes: 0 },
    tmpfs: {},
  })
})

it.each([
  [
    'never started',
    { Status: 'created', Running: false, Pid: 0, StartedAt: '0001-01-01T00:00:00Z' },
    'created',
    null,
  ],
  [
    'ended well',
    { Status: 'exited', Running: false, Pid: 0, FinishedAt: '2026-11-22T01:25:00Z' },
    'exited',
    0,
  ],
  [
    'killed',
    { Status: 'exited', Running: false, ExitCode: 137, FinishedAt: '2026-11-22T01:25:00Z' },
    'exited',
    137,
  ],
  // The code of its latest end is gone: an engine shows 0.
  ['started again', { FinishedAt: '2026-11-22T01:24:18.1Z' }, 'running', null],
  ['paused', { Status: 'paused', Paused: true }, 'paused', null],
  ['of a state that we do not know', { Status: 'dreaming' }, 'dead', null],
  [
    'to be started again by its policy',
    { Status: 'restarting', Restarting: true, ExitCode: 9, FinishedAt: '2026-11-22T01:25:00Z', Pid: 0 },
    'restarting',
    9,
  ],
])('reads one that is %s', (_what, State, state, exitCode) => {
  expect(containerOf(inspected({ State }))).toMatchObject({ state, exitCode })
})

it('reads health, restarts, networks and ports of every shape', () => {
  const health = (Status: string) => containerOf(inspected({ State: { Health: { Status } } })).health
  expect(['starting', 'healthy', 'unhealthy', 'none', ''].map(health)).toEqual([
    'starting',
    'healthy',
    'unhealthy',
    null,
    null,
  ])
  const Networks = {
    back: { IPAddress: '172.18.0.2', Aliases: ['web', ID.slice(0, 12)], Links: null, IPAMConfig: {} },
    front: {
      IPAddress: '',
      Aliases: null,
      Links: ['proxy-1:db'],
      IPAMConfig: { IPv4Address: '172.19.0.9' },
    },
  }
  const Ports = {
    '80/tcp': [
      { HostIp: '0.0.0.0', HostPort: '8080' },
      { HostIp: '::', HostPort: '8080' },
    ],
    '443/tcp': null,
  }
  expect(containerOf(inspected({ RestartCount: 3, NetworkSettings: { Networks, Ports } }))).toMatchObject({
    restarts: 3,
    networks: {
      back: { address: '172.18.0.2', aliases: ['web'], links: [], fixedAddress: null },
      front: { address: '', aliases: [], links: ['proxy-1:db'], fixedAddress: '172.19.0.9' },
    },
    published: {
      '80/tcp': [
        { host: '0.0.0.0', port: 8080 },
        { host: '::', port: 8080 },
      ],
    },
  })
  const nothing = inspected({ NetworkSettings: { Networks: null, Ports: null }, Config: { Labels: null } })
  expect(containerOf(nothing)).toMatchObject({ networks: {}, published: {}, labels: {} })
})

it.each([
  ['2026-11-22T01:24:18Z', 0],
  ['2026-11-22T01:24:18.5Z', 500],
  ['2026-11-22T01:24:18.123456789Z', 123.456789],
  ['2026-11-22T02:24:18.123456789+01:00', 123.456789],
])('reads the time %s', (text, ms) => {
  expect(timeOf(text)).toBeCloseTo(Date.parse('2026-11-22T01:24:18Z') + ms, 3)
})

it('has no time for what has not been, or is none', () => {
  expect(['', '0001-01-01T00:00:00Z', 'yesterday', 'error:'].map(timeOf)).toEqual([null, null, null, null])
})
