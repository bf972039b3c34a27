import { expect, it } from 'vitest'
import {
  dependencyPort,
  isBeside,
  isEdge,
  portOf,
  projectIn,
  publishedPorts,
  type Service,
} from '../../../src/init/detect/compose-services.ts'

function service(text: string): Service {
  return projectIn(`services: { one: ${text} }`)?.services.one ?? expect.fail('no service')
}

it('reads the port inside the container in each of its forms', () => {
  const ports =
    '["80", 81, "8080:82", "127.0.0.1:8080:83/tcp", "${PORT:-8080}:84", { target: 85, published: "1" }, "90-91:86-87"]'
  expect(publishedPorts(service(`{ ports: ${ports} }`))).toEqual([80, 81, 82, 83, 84, 85, 86])
})

it('reads a port that has a default, and none that there cannot be', () => {
  const ports = (written: string) => publishedPorts(service(`{ ports: ${written} }`))
  expect(ports('["${PORT:-3000}:${PORT:-3000}", "${P-81}", "80:${A:-${B:-82}}/tcp"]')).toEqual([3000, 81, 82])
  expect(ports('[{ target: "${PORT:-84}" }]')).toEqual([84])
  expect(ports('["80:${PORT}", "80:$PORT", "80:0", "80:65536", "80:", { target: "${PORT}" }]')).toEqual([])
  expect(portOf(service('{ ports: ["80:${PORT}"], expose: ["${PORT:-85}"] }'))).toBe(85)
})

it('takes what is empty for what is not there', () => {
  const empty = 'ports: , expose: , profiles: , networks: , container_name: , build: , image: '
  expect(service(`{ ${empty}, healthcheck: }`)).toMatchObject({
    ports: [],
    expose: [],
    profiles: [],
    networks: [],
  })
  expect(service('{ healthcheck: { disable: true } }').healthcheck?.test).toBeUndefined()
  expect(service('{ image: x, healthcheck: { interval: 5s } }').image).toBe('x')
})

it('reads networks as a list or by their names, and which of them are closed', () => {
  expect(service('{ networks: [a, b] }').networks).toEqual(['a', 'b'])
  expect(service('{ networks: { a: , b: { aliases: [x] } } }').networks).toEqual(['a', 'b'])
  const text =
    'services: { one: { image: x } }\nnetworks: { a: , b: { internal: true }, c: { internal: false } }'
  expect(projectIn(text)?.internal).toEqual(['b'])
})

it('takes a published port before an exposed one, and none that is no number', () => {
  expect(portOf(service('{ ports: ["8080:80"], expose: [9000] }'))).toBe(80)
  expect(portOf(service('{ expose: ["9000"] }'))).toBe(9000)
  expect(portOf(service('{ ports: ["${PORTS}"] }'))).toBeNull()
  expect(portOf(service('{ image: x }'))).toBeNull()
})

it('takes for an edge what is published and is a balancer by image or name', () => {
  const published = (image: string) => service(`{ image: "${image}", ports: ["80:80"] }`)
  for (const image of [
    'nginx',
    'nginx:1.29',
    'docker.io/library/haproxy:3',
    'traefik@sha256:0',
    'nginxinc/nginx-unprivileged',
  ])
    expect(isEdge('x', published(image)), image).toBe(true)
  expect(isEdge('proxy', published('own:1'))).toBe(true)
  expect(isEdge('x', published('own/nginxless'))).toBe(false)
  expect(isEdge('nginx', service('{ image: nginx }'))).toBe(false)
})

it('knows what apps depend on, and what stands beside them', () => {
  expect(dependencyPort(service('{ image: "postgis/postgis:17" }'))).toBe(5432)
  expect(dependencyPort(service('{ image: "shop:1" }'))).toBeNull()
  for (const name of ['worker', 'web-worker', 'db_migrate', 'celery-beat'])
    expect(isBeside(name), name).toBe(true)
  for (const name of ['web', 'networker', 'jobsite']) expect(isBeside(name), name).toBe(false)
})
