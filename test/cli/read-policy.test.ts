import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPolicy } from '../../src/cli/read-policy.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project, refusalOf } from '../config/project.ts'

const { files } = nodeHost()
const YAML = `# why: staging is what production is like
format: firedrill-gate-policy/1
target: compose
within: 7d
drills:
  - drill: kill-node
`
const JSON_POLICY = JSON.stringify({
  format: 'firedrill-gate-policy/1',
  environment: 'staging',
  within: '1d',
  drills: [{ drill: 'soak' }],
})

it('is YAML or JSON, by the usual names or the given one', async () => {
  const directory = project({ 'firedrill.gate.yaml': YAML, 'ops/gate.json': JSON_POLICY })
  expect((await readPolicy(files, undefined, directory)).requirements).toMatchObject([{ drill: 'kill-node' }])
  const given = await readPolicy(files, join(directory, 'ops/gate.json'), directory)
  expect(given.requirements).toMatchObject([{ drill: 'soak', environment: 'staging' }])
})

it('must be there, and be what it says', async () => {
  const directory = project({ 'twice.yaml': `${YAML}within: 2d\n`, 'cut.json': JSON_POLICY.slice(0, -3) })
  const refused = (name: string) => refusalOf(() => readPolicy(files, join(directory, name), directory))
  expect(await refused('twice.yaml')).toMatchObject({
    code: 'policy-invalid',
    message: expect.stringContaining('unique'),
  })
  expect((await refused('cut.json')).code).toBe('policy-invalid')
  expect((await refused('none.yaml')).message).toContain(join(directory, 'none.yaml'))
  expect((await refusalOf(() => readPolicy(files, undefined, directory))).message).toContain(
    'firedrill.gate.yaml or ',
  )
})

it('that cannot be read is no defect of firedrill: the policy is named, and why', async () => {
  const directory = project({ 'gate/keep': '' })
  const { code, message } = await refusalOf(() => readPolicy(files, join(directory, 'gate'), directory))
  expect(code).toBe('policy-invalid')
  expect(message).toContain(`${join(directory, 'gate')} cannot be read: EISDIR`)
})
