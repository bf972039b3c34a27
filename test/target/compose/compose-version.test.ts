import { expect, it } from 'vitest'
import { composeVersion } from '../../../src/target/compose/compose-version.ts'
import { machineRunning } from './settings.ts'

type Docker = Parameters<typeof machineRunning>[0]

const version = async (docker: Docker) => composeVersion(await machineRunning(docker))
const NO_PLUGIN = { code: 1, stderr: "docker: 'compose' is not a docker command.\nSee 'docker --help'" }

it.each(['2.40.3', 'v2.5.0', '5.0.0-rc.1\n'])('takes %s', async (stdout) => {
  expect(await version(() => ({ stdout }))).toEqual({ version: stdout.trim().replace('v', '') })
})

it('says of version 1, which is a command of its own, that it is too old', async () => {
  const found = await version((command) =>
    command.startsWith('docker-compose') ? { stdout: '1.29.2' } : NO_PLUGIN,
  )
  expect(found).toMatchObject({
    refusal: { code: 'tool-missing', reason: 'Docker Compose 1.29.2 is too old: it takes 2 or newer.' },
  })
})

it('says that the docker command has none, in its words', async () => {
  const found = await version((command) => (command.startsWith('docker-compose') ? null : NO_PLUGIN))
  expect(found).toMatchObject({
    refusal: {
      reason: expect.stringMatching(/has no Compose: docker: 'compose' is not a docker command\.$/),
    },
  })
})

it('says that there is no docker command', async () => {
  expect(await version(() => null)).toMatchObject({ refusal: { reason: 'There is no docker command.' } })
})
