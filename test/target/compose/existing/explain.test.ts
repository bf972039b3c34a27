import { expect, it } from 'vitest'
import { explainExisting } from '../../../../src/target/compose/existing/explain.ts'
import { optionsWith, WRITTEN } from './rig.ts'

it('says what is read from the engine, and what a default stands for', () => {
  const names = (more: object) =>
    explainExisting(optionsWith(more), { ...WRITTEN, ...more }).map(({ name }) => name)
  expect(names({})).toEqual(
    expect.arrayContaining(['target.ready', 'target.port', 'target.edge.url', 'containers', 'stop limit']),
  )
  expect(names({})).not.toContain('engine')
  const told = names({
    host: undefined,
    port: 80,
    edge: { service: 'edge', port: 1, url: 'http://a.example' },
  })
  expect(told).toContain('engine')
  expect(told).not.toContain('target.edge.url')
  expect(told).not.toContain('target.port')
})
