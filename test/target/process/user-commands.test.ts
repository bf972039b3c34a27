import { describe, expect, it } from 'vitest'
import { deployCommand, routeCommand } from '../../../src/target/process/user-commands.ts'
import { surroundings } from './settings.ts'

const release = { path: 'releases/{version}', current: '1' }
const ONE = { version: '1', where: '/app/releases/1' }
const TWO = { version: '2', where: '/app/releases/2' }

describe("the user's own commands", () => {
  it('ship a release and bring the one before back', () => {
    const around = surroundings({
      version: '/version',
      release,
      deploy: {
        run: './bin/deploy {version} {release}',
        rollback: ['./bin/deploy', '{version}', '--instead-of', '{previous.version} at {previous}'],
        cwd: 'ops',
        env: { STATE: '{state}', EDGE: '{edge.url}' },
        timeout: '90s',
      },
    })
    expect(deployCommand(around, 'deploy', TWO, ONE)).toEqual({
      what: 'deploy 2',
      argv: ['./bin/deploy', '2', '/app/releases/2'],
      cwd: '/app/ops',
      env: { STATE: '/tmp/state', EDGE: 'http://127.0.0.1:8080' },
      timeoutMs: 90_000,
      log: '/tmp/logs/deploy.log',
    })
    expect(deployCommand(around, 'rollback', ONE, TWO)).toMatchObject({
      what: 'roll back to 1',
      argv: ['./bin/deploy', '1', '--instead-of', '2 at /app/releases/2'],
    })
  })

  it('are missing where a built-in strategy is used', () => {
    for (const deploy of [undefined, { strategy: 'rolling' as const }])
      expect(() => deployCommand(surroundings({ release, deploy }), 'deploy', TWO, ONE)).toThrow(
        expect.objectContaining({ code: 'capability-missing' }),
      )
  })

  it('tell the edge where to send requests', () => {
    const edge = { run: 'edge', route: 'route {edge.url} {upstreams}', env: { NAME: '{name}' } }
    const upstreams = [
      { name: 'web-1', url: 'http://127.0.0.1:3001', weight: 1 },
      { name: 'canary', url: 'http://127.0.0.1:3005', weight: 0 },
    ]
    expect(routeCommand(surroundings({ edge }), upstreams)).toMatchObject({
      what: 'route to web-1*1, canary*0',
      argv: [
        'route',
        'http://127.0.0.1:8080',
        'web-1=http://127.0.0.1:3001*1,canary=http://127.0.0.1:3005*0',
      ],
      env: { NAME: 'edge' },
    })
    expect(routeCommand(surroundings(), upstreams)).toBeNull()
  })
})
