import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { BALANCER, balancerFile } from '../../src/init/balancer.ts'
import type { Balancer } from '../../src/init/way.ts'

const balancer: Balancer = {
  file: BALANCER.file,
  build: null,
  frees: [],
  networks: ['default'],
  isInternal: false,
}
const scaled = { service: 'web', count: 2 }
const read = (of: Parameters<typeof balancerFile>[0]) =>
  // Compose’s own tags are beyond YAML.
  parse(balancerFile(of).replaceAll('!reset ', '')) as {
    services: Record<
      string,
      {
        build?: string
        ports?: unknown
        container_name?: unknown
        configs?: { source: string }[]
        networks?: string[]
      }
    >
    configs: Record<string, { content: string }>
    networks?: Record<string, unknown>
  }

it('finds the replicas of a scaled service by its name, and named ones by theirs', () => {
  const { configs } = read({ balancer, instances: scaled, port: 8000, ready: '/up' })
  expect(configs['firedrill-edge']?.content).toContain('server-template web- 5 web:8000\n')
  expect(configs['firedrill-edge']?.content).toContain('option httpchk GET /up\n')
  const named = read({ balancer, instances: ['a', 'b'], port: 8000, ready: '/' })
  expect(named.configs['firedrill-edge']?.content).toMatch(/ {2}server a a:8000\n {2}server b b:8000\n/)
  expect(Object.keys(named.services)).toEqual([BALANCER.service])
})

it('gives the balancer its configuration, and holds no sign that Compose would fill in', () => {
  const of = { balancer, instances: scaled, port: 1, ready: '/' }
  expect(read(of).services[BALANCER.service]?.configs?.[0]?.source).toBe('firedrill-edge')
  expect(balancerFile(of)).not.toContain('$')
})

it('takes away what two containers could not share, and builds what nothing else does', () => {
  const frees = { ...balancer, frees: ['ports', 'container_name'] as const }
  const text = balancerFile({ balancer: frees, instances: scaled, port: 1, ready: '/' })
  expect(text).toContain('  web:\n    ports: !reset []\n    container_name: !reset null\n')
  const built = read({ balancer: { ...balancer, build: '.' }, instances: scaled, port: 1, ready: '/' })
  expect(built.services.web).toEqual({ build: '.' })
})

it('stands in the networks of the app, and in one of its own where none of those lets a port out', () => {
  const of = { instances: scaled, port: 1, ready: '/' }
  const edgeIn = (networks: string[], isInternal = false) => {
    const file = read({ ...of, balancer: { ...balancer, networks, isInternal } })
    return { networks: file.services[BALANCER.service]?.networks, own: file.networks }
  }
  expect(edgeIn(['default'])).toEqual({ networks: undefined, own: undefined })
  expect(edgeIn(['backend', 'default'])).toEqual({ networks: ['backend', 'default'], own: undefined })
  expect(edgeIn(['backend'], true)).toEqual({
    networks: ['backend', 'firedrill-edge'],
    own: { 'firedrill-edge': {} },
  })
})
