import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nextLines } from '../../src/cli/init-next.ts'
import { initProject } from '../../src/cli/init-project.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project } from '../config/project.ts'
import { lookAt } from '../init/files.ts'
import { madeTerminal } from './made-terminal.ts'
import { inProject } from './small-project.ts'

it('writes nothing for somebody who gives up', async () => {
  const root = project({ 'package.json': '{}', 'server.js': '' })
  const terminal = madeTerminal()
  const givesUp = { choose: async () => null, text: async () => null }
  const setting = { host: nodeHost(), root, terminal, asking: givesUp }
  expect(await initProject({ rate: '100/s' }, setting)).toBe(130)
  expect(terminal.stderr).toBe('Nothing was written.\n')
  expect(existsSync(join(root, 'drills'))).toBe(false)
})

it('ends with the commands of the package manager that is used, after what is missing', async () => {
  const root = project({ 'a.txt': '' })
  const setting = { root, terminal: madeTerminal(), asking: null }
  const next = (files: Record<string, string>) =>
    inProject(root, () => nextLines({ ...setting, host: nodeHost() }, lookAt(files)), {
      K6_PATH: join(root, 'no-k6'),
    })
  const lines = await next({ 'pnpm-lock.yaml': '' })
  expect(lines[0]).toMatch(/^miss {2}/)
  expect(lines.slice(-3)).toEqual(['Next:', '  pnpm add --save-dev firedrill', '  pnpm run drill:kill-node'])
  expect((await next({})).at(-1)).toBe('  npm run drill:kill-node')
})
