import { expect, it } from 'vitest'
import type { OneCommand } from '../../../src/target/app/command.ts'
import { createOwnDeploy, shippedVariables } from '../../../src/target/app/own-deploy.ts'
import type { Release } from '../../../src/target/target.ts'
import { open, rigWith } from '../compose/rig.ts'

const ONE: Release = { version: '1', digest: null, where: 'shop:1' }
const TWO: Release = { version: '2', digest: null, where: 'shop:2' }

it('names what is shipped and what served before', () => {
  expect(shippedVariables(TWO, ONE)).toEqual({
    version: '2',
    release: 'shop:2',
    previous: 'shop:1',
    'previous.version': '1',
  })
})

it('is taken back once, to what served before the first of a run', async () => {
  const rig = await rigWith({ host: { programs: { ship: { exit: { afterMs: 5, code: 0 } } } } })
  const commandOf = (which: string, to: Release): OneCommand => ({
    what: `${which} ${to.version}`,
    argv: ['ship', to.version],
    cwd: '/',
    env: {},
    timeoutMs: 1000,
    log: '/tmp/logs/deploy.log',
  })
  let switching = 0
  const run = createOwnDeploy({
    commandOf,
    async whileSwitching(act) {
      switching++
      await act()
    },
    inheritEnv: [],
    state: '/tmp/state',
    commanding: rig.runtime,
  })
  const noted = async () =>
    new TextDecoder().decode(await rig.host.files.readFrom('/tmp/state/own-deploy', 0))
  await run('deploy', TWO, ONE, open)
  expect(await noted()).toBe('ended')
  await run('rollback', ONE, TWO, open)
  expect(await noted()).toBe('back')
  await run('deploy', TWO, ONE, open)
  expect(await noted()).toBe('ended')
  const undos = rig.intents.filter(({ undo }) => undo.kind === 'run-command')
  expect(undos).toMatchObject([
    { undo: { args: { argv: ['ship', '1'], progress: '/tmp/state/own-deploy' } } },
  ])
  expect(switching).toBe(3)
})
