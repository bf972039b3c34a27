import { describe, expect, it } from 'vitest'
import { below } from '../../../src/target/app/templates.ts'
import { knownNames, templateProblems } from '../../../src/target/process/template-scopes.ts'
import {
  deployVariables,
  edgeUrl,
  edgeVariables,
  instanceVariables,
  placesOf,
  pointerPath,
  releasePath,
  releaseVariables,
  serviceVariables,
  sharedVariables,
} from '../../../src/target/process/variables.ts'
import { surroundings } from './settings.ts'

const release = { path: 'releases/{version}', current: '2', previous: '1' }
const services = {
  db: { run: 'postgres', url: 'postgres://127.0.0.1:{port}/shop' },
  queue: { run: 'queue' },
  mail: { external: 'smtp://127.0.0.1:25' },
}
const full = surroundings({ release, services })

const TO = { version: '3', where: '/app/releases/3' }
const FROM = { version: '2', where: '/app/releases/2' }

describe('the values of template names', () => {
  it.each([
    ['all that there is', full],
    ['nothing but a command', surroundings()],
    ['one instance as its own edge', surroundings({ instances: 1, edge: undefined })],
    ['an edge that is there', surroundings({ edge: { url: 'http://127.0.0.1:9090/' } })],
  ])('are those that the check knows, with %s', (_what, around) => {
    const names = (variables: object) => Object.keys(variables).toSorted()
    const known = (scope: Parameters<typeof knownNames>[1]) => knownNames(around.options, scope).toSorted()
    expect(names(sharedVariables(around))).toEqual(known('shared'))
    expect(names(instanceVariables(around, placesOf(around)[0]!))).toEqual(known('instance'))
    expect(names(edgeVariables(around))).toEqual(known('edge'))
    expect(names(serviceVariables(around, 'db'))).toEqual(known('service'))
  })

  it('are those that the check knows, of commands about releases', () => {
    const known = (scope: Parameters<typeof knownNames>[1]) => knownNames(full.options, scope).toSorted()
    expect(Object.keys(releaseVariables(full, TO)).toSorted()).toEqual(known('release-command'))
    expect(Object.keys(deployVariables(full, TO, FROM)).toSorted()).toEqual(known('deploy'))
    const check = { ...instanceVariables(full, placesOf(full)[0]!), version: '3' }
    expect(Object.keys(check).toSorted()).toEqual(known('release-check'))
    expect(Object.keys({ ...edgeVariables(full), upstreams: '' }).toSorted()).toEqual(known('route'))
  })

  it('tell a deploy command what is to serve, and what served before', () => {
    expect(deployVariables(full, TO, FROM)).toMatchObject({
      version: '3',
      release: '/app/releases/3',
      previous: '/app/releases/2',
      'previous.version': '2',
    })
  })

  it('tell an instance who it is and where the others are', () => {
    expect(instanceVariables(full, placesOf(full)[1]!)).toMatchObject({
      name: 'web-2',
      n: '2',
      port: '3002',
      instances: 'web-1=http://127.0.0.1:3001,web-2=http://127.0.0.1:3002',
      'edge.url': 'http://127.0.0.1:8080',
      'edge.port': '8080',
      'services.db.port': '5432',
      'services.db.url': 'postgres://127.0.0.1:5432/shop',
      'services.mail.url': 'smtp://127.0.0.1:25',
      release: '/tmp/state/instances/web-2/release',
      previous: '/app/releases/1',
    })
    expect(sharedVariables(full).release).toBe('/app/releases/2')
  })

  it('know where users come in', () => {
    expect(edgeUrl(surroundings({ edge: { url: 'http://127.0.0.1:9090/' } }))).toBe('http://127.0.0.1:9090')
    const started = { run: 'edge', url: 'https://localhost:8080/app/' }
    expect(edgeUrl(surroundings({ edge: started }))).toBe('https://localhost:8080/app')
    expect(edgeUrl(surroundings({ instances: 1, edge: undefined }))).toBe('http://127.0.0.1:3001')
  })

  it('give paths', () => {
    expect(releasePath(full.options, '/app', '7')).toBe('/app/releases/7')
    expect(pointerPath('/s', 'web-1')).toBe('/s/instances/web-1/release')
    expect(below('/app', '/abs')).toBe('/abs')
  })

  it('are not known where they would have no value', () => {
    expect(templateProblems(full.options)).toEqual([])
    expect(knownNames(surroundings().options, 'shared')).not.toContain('release')
  })
})
