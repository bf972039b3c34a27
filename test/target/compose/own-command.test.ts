import { describe, expect, it } from 'vitest'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { warningOf } from '../../../src/target/compose/own-command.ts'
import { plannedCommands } from '../../../src/target/compose/planned.ts'
import { RELEASE, WRITTEN } from './settings.ts'

const SCALED = { instances: { service: 'web', count: 2 }, release: RELEASE }
const scaled = parseComposeOptions({ ...WRITTEN, ...SCALED })

describe('a deploy command of a team that scales a service', () => {
  it.each([
    'docker compose up -d',
    'docker compose up -d web',
    'docker-compose up -d --scale web=2 web',
    'docker compose -f compose.yml up --detach --wait',
    'sh -c docker compose pull && docker compose up -d && ./tell',
  ])('is warned of where all replicas go down together: %s', (words) => {
    expect(warningOf(scaled, words.split(' '))).toContain('all 2 replicas of web down together')
  })

  it.each([
    'docker compose up -d --no-recreate --scale web=4 web',
    'docker compose up -d --no-deps edge',
    'docker compose up -d --scale web=2 edge',
    'docker compose pull',
    './ship 2',
  ])('is left alone where they do not, or nothing shows it: %s', (words) => {
    expect(warningOf(scaled, words.split(' '))).toBeNull()
  })

  it('is left alone where nothing is scaled', () => {
    const words = ['docker', 'compose', 'up', '-d']
    expect(warningOf(parseComposeOptions(WRITTEN), words)).toBeNull()
    const one = { ...WRITTEN, instances: { service: 'web', count: 1 } }
    expect(warningOf(parseComposeOptions(one), words)).toBeNull()
  })
})

it('is warned of in the plan', () => {
  const deploy = { run: 'docker compose up -d web', rollback: './back' }
  const options = parseComposeOptions({ ...WRITTEN, ...SCALED, deploy })
  const plan = plannedCommands(options, '/app', (text) => text)
  const what = (kind: 'deploy' | 'rollback') => plan({ kind, from: '1', to: '2' }).at(-1)?.what
  expect(what('deploy')).toContain('deploy 2 (beware: docker compose up without --no-recreate')
  expect(what('rollback')).toBe('roll back to 2')
})
