import { expect, it } from 'vitest'
import { plannedExisting } from '../../../../src/target/compose/existing/planned.ts'
import { optionsWith } from './rig.ts'

const more = {
  release: { image: 'shop:{version}', current: '1', next: '2' },
  deploy: { run: './ship {version}', rollback: './ship {version}' },
}
const planned = plannedExisting(optionsWith(more), '/app', (text) => text)

it('starts nothing, and names the engine in each command', () => {
  expect(planned({ kind: 'start-all' })).toEqual([])
  expect(planned({ kind: 'kill', name: 'web-1' }).map(({ command }) => command)).toEqual([
    { argv: ['docker', 'kill', 'shop-web-1-1'], cwd: '/app', env: { DOCKER_HOST: 'tcp://10.0.0.5:2375' } },
  ])
})

it('deploys by the own command, told of the project and of no file', () => {
  const [only, ...others] = planned({ kind: 'deploy', from: '1', to: '2' })
  expect(others).toEqual([])
  expect(only?.command.argv).toEqual(['./ship', '2'])
  expect(only?.command.env).toMatchObject({
    DOCKER_HOST: 'tcp://10.0.0.5:2375',
    COMPOSE_PROJECT_NAME: 'shop',
  })
  expect(only?.command.env).not.toHaveProperty('COMPOSE_FILE')
})
