import { describe, expect, it } from 'vitest'
import { openTarget } from '../../src/cli/choose.ts'
import { openProject } from '../../src/cli/project.ts'
import { disconnect } from '../../src/drill/faults.ts'
import { instance } from '../../src/drill/refs.ts'
import { configFile, refusalOf } from '../config/project.ts'
import { inProject, LOADS, smallProject } from './small-project.ts'

const CONFIG = `${LOADS},
targets: {
  boxes: compose({ instances: ['web'], edge: { service: 'edge', port: 80 } }),
  plain: processes({ instances: 1, run: 'node server.js', edge: { url: 'http://127.0.0.1:1' } }),
},
prefer: ['boxes', 'plain'],
environments: { alone: { targets: { plain: processes({ instances: 3, run: 'node server.js' }) } } },`
/** Nothing listens there, and no command is asked. */
const NO_ENGINE = { DOCKER_HOST: 'tcp://127.0.0.1:1', CI: undefined }
const cut = disconnect(instance())

function chosen(
  options: { wanted?: string; env?: string; steps?: Parameters<typeof openTarget>[2] } = {},
  env: Record<string, string | undefined> = NO_ENGINE,
) {
  const directory = smallProject({
    'firedrill.config.ts': configFile(CONFIG),
  })
  const open = async () => {
    const project = await openProject(options.env === undefined ? {} : { env: options.env })
    return openTarget(project, options.wanted, options.steps)
  }
  return inProject(directory, open, env)
}

describe('where no target is named', () => {
  it('the first that can be used here is taken, and why the others are not is said', async () => {
    const { name, why } = await chosen()
    expect(name).toBe('plain')
    expect(why).toMatch(
      /^it needs no container engine; not boxes: .*127\.0\.0\.1:1.* \(--target boxes insists\)$/,
    )
  })

  it('one that cannot do what the drill needs is left out while another can, however usable it is', async () => {
    const { name, why } = await chosen({ steps: [cut] })
    expect([name, why]).toEqual([
      'boxes',
      expect.stringMatching(/127\.0\.0\.1:1.*; not plain: it does not offer "network"$/),
    ])
  })

  it('an environment with one of them has just that', async () => {
    const { name, target } = await chosen({ env: 'alone' })
    expect([name, target.instanceNames.length]).toEqual(['plain', 3])
    expect((await refusalOf(() => chosen({ env: 'alone', wanted: 'boxes' }))).code).toBe('target-unknown')
  })

  it('in CI nothing is chosen', async () => {
    const inCi = { ...NO_ENGINE, CI: 'true' }
    expect((await refusalOf(() => chosen({}, inCi))).code).toBe('target-unnamed')
    expect((await chosen({ wanted: 'plain' }, inCi)).why).toBe('--target plain')
  })
})
