import { describe, expect, it } from 'vitest'
import { partsBetween, standInsIn } from '../../src/runbook/stand-ins.ts'
import { createRedact } from '../../src/target/app/redact.ts'
import { parseProcessOptions } from '../../src/target/process/options.ts'
import { plannedCommands } from '../../src/target/process/planned.ts'
import type { PlannedStep } from '../../src/target/target.ts'

const OPTIONS = parseProcessOptions({
  run: 'node {release}/server.js --port {port}',
  edge: { run: 'node edge.js {instances}', route: 'route {upstreams}' },
  services: { db: { run: 'postgres -p {port}', url: 'pg://127.0.0.1:{port}' } },
  release: { path: 'releases/{version}', current: '1', next: '2' },
  deploy: { strategy: 'canary' },
  crash: '/crash',
})
const STEPS: PlannedStep[] = [
  { kind: 'start-all' },
  { kind: 'deploy', from: '1', to: '2' },
  { kind: 'deploy', from: '1', to: '1+failing' },
  { kind: 'stop', name: 'web-1' },
  { kind: 'crash', name: 'web-1', by: 'request' },
]

describe('a stand-in', () => {
  it.each([
    '<port of web-1>',
    '<port of firedrill-link-db:api>',
    '<port behind web-1>',
    '<pid of web-2>',
    '<grace of web-1>',
    '<new container of web-1>',
    '<network of web-1>',
    '<cpus of web-1>',
    '<memory of web-1>',
    '<address of web-1>',
    '<free blocks of /var/my data>',
    '<each required variable in turn>',
    '<run>',
    '<state>',
    '<logs>',
    '<share>',
  ])('is %s', (text) => {
    expect(standInsIn(`a ${text}b`)).toEqual([text])
    expect(partsBetween(`a ${text}b`)).toEqual(['a ', 'b'])
  })

  it.each(['psql <a.sql >out', 'psql <a.sql>out', '<of web-1>', '<port>', '<html>', 'cmp <(a) >(b)'])(
    'is none of %s',
    (text) => {
      expect(standInsIn(text)).toEqual([])
      expect(partsBetween(text)).toEqual([text])
    },
  )

  it('is whatever a plan of processes shows between angle brackets', () => {
    const planned = STEPS.flatMap(plannedCommands(OPTIONS, '/app', createRedact([])))
    const texts = planned.flatMap(({ command: { argv, cwd, env } }) => [...argv, cwd, ...Object.values(env)])
    const shown = texts.flatMap((text) => text.match(/<[^<>]+>/g) ?? [])
    expect(new Set(shown).size).toBeGreaterThan(6)
    for (const each of shown) expect(standInsIn(each)).toEqual([each])
  })
})
