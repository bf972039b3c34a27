import { describe, expect, it } from 'vitest'
import { graceMs, parseProject } from '../../../src/target/compose/project.ts'
import { configOf } from './settings.ts'

describe('a project as docker compose tells it', () => {
  it('is read with what is not used left alone', () => {
    const web = { image: 'shop:1', ports: [{ target: 80, published: '0', mode: 'ingress' }], cpus: 1 }
    const project = parseProject(configOf({ 'web-1': web }, { volumes: { data: null }, 'x-shop': {} }))
    expect(project.services['web-1']).toMatchObject({
      image: 'shop:1',
      ports: [{ target: 80 }],
      profiles: [],
    })
    expect(project.volumes).toEqual({ data: null })
  })

  it.each(['', 'no such file', '[]', '{"name":"x"}'])('refuses %j', (text) => {
    expect(() => parseProject(text)).toThrow(/is not a project/)
  })

  it.each([
    [undefined, 10_000],
    ['45s', 45_000],
    ['1m30s', 90_000],
    ['1h0m0s', 3_600_000],
    ['500ms', 500],
    ['1.5s', 1500],
  ])('waits %s for a container to end', (written, expected) => {
    expect(graceMs(written === undefined ? {} : { stop_grace_period: written })).toBe(expected)
  })
})
