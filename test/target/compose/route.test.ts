import { expect, it } from 'vitest'
import { routeCommand } from '../../../src/target/compose/route.ts'
import { surroundings } from './settings.ts'

const edge = { service: 'edge', port: 8080, route: 'docker compose exec -T edge weights {weights}' }

it.each([
  [
    [1, 1],
    ['web-1=100', 'web-2=100'],
  ],
  [
    [0.8, 0.2],
    ['web-1=100', 'web-2=25'],
  ],
  [
    [1, 0],
    ['web-1=100', 'web-2=0'],
  ],
  [
    [1000, 1],
    ['web-1=100', 'web-2=1'],
  ],
  [
    [0, 0],
    ['web-1=0', 'web-2=0'],
  ],
])('tells the edge the weights %j as whole numbers, one argument each', ([first = 0, second = 0], told) => {
  const upstreams = [
    { name: 'web-1', weight: first },
    { name: 'web-2', weight: second },
  ]
  const command = routeCommand(surroundings({ edge }), upstreams)
  expect(command?.argv).toEqual(['docker', 'compose', 'exec', '-T', 'edge', 'weights', ...told])
})

it('is nothing where the edge cannot be told', () => {
  expect(routeCommand(surroundings(), [])).toBeNull()
})
