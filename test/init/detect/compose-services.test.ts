import { expect, it } from 'vitest'
import {
  dependencyPort,
  isBeside,
  isEdge,
  portOf,
  publishedPorts,
  type Service,
  servicesIn,
} from '../../../src/init/detect/compose-services.ts'

function service(text: string): Service {
  return servicesIn(`services: { one: ${text} }`)?.one ?? expect.fail('no service')
}

it('reads the port inside the container in each of its forms', () => {
  const ports =
    '["80", 81, "8080:82", "127.0.0.1:8080:83/tcp", "${PORT:-8080}:84", { target: 85, published: "1" }, "90-91:86-87"]'
  expect(publishedPorts(service(`{ ports: ${ports} }`))).toEqual([80, 81, 82, 83, 84, 85, 86])
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
