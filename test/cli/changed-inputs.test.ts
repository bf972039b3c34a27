import { join } from 'node:path'
import { expect, it } from 'vitest'
import { changedInputs } from '../../src/cli/changed-inputs.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project } from '../config/project.ts'

const { files } = nodeHost()

it('a drill and a load script that are others now are named; what is not there, or decides otherwise, is not', async () => {
  const root = project({ 'drills/a.ts': 'a', 'drills/b.ts': 'b', 'load.js': 'load', 'edge.conf': 'edge' })
  const digest = await files.digest(join(root, 'drills/a.ts'))
  const changed = (...inputs: { role: string; path: string; digest: string }[]) =>
    changedInputs(files, root, { inputs })
  expect(await changed({ role: 'drill', path: 'drills/a.ts', digest })).toEqual([])
  expect(
    await changed(
      { role: 'drill', path: 'drills/b.ts', digest },
      { role: 'load script', path: join(root, 'load.js'), digest },
      { role: 'edge file', path: 'edge.conf', digest },
    ),
  ).toEqual(['drills/b.ts', join(root, 'load.js')])
  expect(await changed({ role: 'drill', path: 'drills/gone.ts', digest })).toEqual([])
  expect(await changed({ role: 'drill', path: 'drills', digest }), 'a directory now').toEqual(['drills'])
  expect(await changedInputs(files, root, {}), 'an older record').toEqual([])
})
