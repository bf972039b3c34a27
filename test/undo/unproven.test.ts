import { expect, it } from 'vitest'
import { unproven } from '../../src/undo/unproven.ts'

it('says what would have been carried out, as a person types it', async () => {
  const command = await unproven({
    of: 'run-command',
    args: {
      ...{ argv: ['sh', '-c', 'a b'], cwd: '/srv/app', env: { DOCKER_HOST: 'tcp://staging' } },
      ...{ envFrom: { URL: 'SHOP_URL' }, inherit: [] },
    },
  })
  expect(command).toMatchObject({ healed: false, outcome: 'failed' })
  expect(command.evidence).toContain('its undo "run-command" is not carried out')
  expect(command.remedy).toMatch(
    /^Look at it: cd \/srv\/app && DOCKER_HOST=tcp:\/\/staging URL="\$SHOP_URL" sh -c 'a b'\. .*--trusted/,
  )
})

it('shows what is no command as it stands in the journal', async () => {
  const { remedy } = await unproven({ of: 'act', args: { handler: 'open' } })
  expect(remedy).toContain('Look at it: {"handler":"open"}.')
})
