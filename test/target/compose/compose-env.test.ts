import { expect, it } from 'vitest'
import { upCommand } from '../../../src/target/compose/command.ts'
import { composeEnv, writtenFiles } from '../../../src/target/compose/compose-env.ts'
import { projectName, sharedVariables } from '../../../src/target/compose/surroundings.ts'
import { RELEASE, surroundings } from './settings.ts'

const around = surroundings({
  release: RELEASE,
  env: { DEBUG: '1' },
  profiles: ['a', 'b'],
  readyTimeout: '1500ms',
})

it('tells docker compose project, files and tag by the environment, so that commands are what a person types', () => {
  const { argv, env } = upCommand(around, ['web-1'], { version: '2' })
  expect(argv.join(' ')).toBe('docker compose up --detach --no-deps --wait --wait-timeout 2 web-1')
  expect(env).toEqual({
    COMPOSE_PROJECT_NAME: 'shop',
    COMPOSE_FILE: '/app/compose.yml:/tmp/state/compose.firedrill.json',
    COMPOSE_ANSI: 'never',
    COMPOSE_PROFILES: 'a,b',
    DEBUG: '1',
    TAG: '2',
  })
  expect(composeEnv(around)).toMatchObject({ TAG: '1' })
  expect(composeEnv(surroundings())).not.toHaveProperty('TAG')
})

it('reads files from the root, and names a project of the run’s own as Compose accepts it', () => {
  expect(writtenFiles({ files: ['a.yml', '/b.yml'] }, '/app')).toEqual(['/app/a.yml', '/b.yml'])
  expect(projectName('20260102-Kill.Node')).toBe('firedrill-20260102-kill-node')
  expect(sharedVariables(around)).toMatchObject({
    instances: 'web-1=http://127.0.0.1:3001,web-2=http://127.0.0.1:3002',
    'edge.url': 'http://127.0.0.1:8080',
    'services.db.port': '5432',
  })
})
