/** A run that died with a slow command and a Compose project to be taken back: the project goes all the same. */
import { rm } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { findEndpoint } from '../../src/host/engine/endpoint.ts'
import { nodeHost } from '../../src/host/node.ts'
import { takeOver } from '../../src/run/watchdog/take-over.ts'
import { deadRun } from '../run/dead-run.ts'
import { output } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'

describe.skipIf(tellSkipped(await lacks()))('a command that takes long to be taken back', () => {
  const host = nodeHost()
  const run = `slow-undo-${process.pid}`
  const project = `firedrill-${run}`
  const directory = `/tmp/${project}`
  const ofRun = `dev.firedrill.run=${run}`
  const networks = () => output(['docker', 'network', 'ls', '--quiet', '--filter', `label=${ofRun}`])

  afterAll(async () => {
    const left = await networks()
    if (left !== '') await output(['docker', 'network', 'rm', left])
    await rm(directory, { recursive: true, force: true })
  })

  it('leaves the watchdog the time to remove the project that was made before it', async () => {
    const labels = ['--label', ofRun, '--label', `com.docker.compose.project=${project}`]
    await output(['docker', 'network', 'create', ...labels, `${project}_default`])
    const { url } = await findEndpoint(host)
    const endpoint = { url, tls: null }
    const slow = { argv: ['sleep', '16'], cwd: '/', env: {}, envFrom: {}, inherit: ['PATH'] }
    await deadRun(
      host,
      [
        {
          ...{ type: 'intent', id: 0, what: 'make the project' },
          undo: { kind: 'remove-project', args: { endpoint, project, run } },
        },
        {
          ...{ type: 'intent', id: 1, what: 'what deploy v2 changes' },
          undo: { kind: 'run-command', args: slow },
        },
      ],
      { directory },
    )
    expect(await takeOver(host, directory, 'watchdog', 0)).toMatchObject({
      kind: 'undone',
      undone: 2,
      left: [],
    })
    expect(await networks()).toBe('')
  })
})
