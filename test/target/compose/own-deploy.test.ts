import { expect, it } from 'vitest'
import { deployCommand, ownDeployOf } from '../../../src/target/compose/own-deploy.ts'
import type { Release } from '../../../src/target/target.ts'
import { open, rigWith } from './rig.ts'
import { RELEASE, surroundings } from './settings.ts'

const ONE: Release = { version: '1', digest: null, where: 'shop:1' }
const TWO: Release = { version: '2', digest: null, where: 'shop:2' }
const DEPLOY = {
  run: ['./ship', '{version}', '{release}', '{project}'],
  rollback: './ship {version} {previous} {previous.version}',
  env: { WHO: '{run}' },
}
const written = { release: RELEASE, deploy: DEPLOY }

it('is the command that is written, with the tag in its variable', () => {
  const around = surroundings(written)
  expect(deployCommand(around, 'deploy', TWO, ONE)).toMatchObject({
    what: 'deploy 2',
    argv: ['./ship', '2', 'shop:2', 'shop'],
    cwd: '/app',
    env: { TAG: '2', WHO: 'r', COMPOSE_PROJECT_NAME: 'shop' },
  })
  expect(deployCommand(around, 'rollback', ONE, TWO)).toMatchObject({
    argv: ['./ship', '1', 'shop:2', '2'],
    env: { TAG: '1' },
  })
  expect(() => deployCommand(surroundings({ release: RELEASE }), 'deploy', TWO, ONE)).toThrow(
    'has no command for a deploy',
  )
})

it('is taken back with the run by the rollback, and its ends are wanted while it runs', async () => {
  const rig = await rigWith({ written, host: { programs: { './ship': { exit: { afterMs: 10, code: 0 } } } } })
  const run = ownDeployOf(rig.around, rig.runtime)
  const asked: string[][] = []
  const change = rig.runtime.context.change
  rig.runtime.context.change = (intent, act) => {
    asked.push([...rig.runtime.fleet.asked])
    return change(intent, act)
  }
  await run('deploy', TWO, ONE, open)
  expect(rig.intents).toMatchObject([
    { what: 'deploy 2', undo: { kind: 'end-processes' } },
    {
      what: 'what deploy 2 changes',
      undo: { kind: 'run-command', args: { argv: ['./ship', '1', 'shop:2', '2'], env: { TAG: '1' } } },
    },
  ])
  expect(asked[0]).toEqual(['web-1', 'web-2'])
  expect([...rig.runtime.fleet.asked]).toEqual([])
  await run('rollback', ONE, TWO, open)
  expect(new TextDecoder().decode(await rig.host.files.readFrom('/tmp/state/own-deploy', 0))).toBe('back')
})

it('is told when it fails', async () => {
  const rig = await rigWith({ written, host: { programs: { './ship': { exit: { afterMs: 10, code: 3 } } } } })
  const run = ownDeployOf(rig.around, rig.runtime)
  await expect(run('deploy', TWO, ONE, open)).rejects.toMatchObject({ code: 'command-failed' })
  expect([...rig.runtime.fleet.asked]).toEqual([])
  await expect(run('deploy', TWO, ONE, AbortSignal.abort())).rejects.toThrow()
})
