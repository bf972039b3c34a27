import { expect, it } from 'vitest'
import { managerOf } from '../../src/init/manager.ts'
import { lookAt } from './files.ts'

const runs = async (files: Record<string, string>) => (await managerOf(lookAt(files))).run

it('is the one whose lock file is there; npm where there is none', async () => {
  for (const [lock, run] of [
    ['pnpm-lock.yaml', 'pnpm run'],
    ['yarn.lock', 'yarn run'],
    ['.yarnrc.yml', 'yarn run'],
    ['bun.lock', 'bun run'],
    ['bun.lockb', 'bun run'],
    ['package-lock.json', 'npm run'],
    ['package.json', 'npm run'],
  ] as const)
    expect(await runs({ [lock]: '' }), lock).toBe(run)
  expect((await managerOf(lookAt({ 'bun.lockb': '' }))).install).toBe('bun add --dev firedrill')
})

it('is that of the workspace, whose lock file lies above the package', async () => {
  expect(await runs({ '../../pnpm-lock.yaml': '' })).toBe('pnpm run')
  expect(await runs({ '../package-lock.json': '', '../../pnpm-lock.yaml': '' })).toBe('npm run')
  expect(await runs({ '../../.git/HEAD': '', '../../yarn.lock': '' })).toBe('yarn run')
})

it('is not that of what lies beyond the repository, or of the user’s own settings', async () => {
  expect(await runs({ '.git/HEAD': '', '../yarn.lock': '' })).toBe('npm run')
  expect(await runs({ '../.yarnrc.yml': '' })).toBe('npm run')
})

it('knows the Yarn whose own shell has no exec', async () => {
  const hasExec = async (files: Record<string, string>) => (await managerOf(lookAt(files))).hasExec
  expect(await hasExec({})).toBe(true)
  expect(await hasExec({ 'yarn.lock': '# yarn lockfile v1\n' })).toBe(true)
  expect(await hasExec({ 'yarn.lock': '# generated\n\n__metadata:\n  version: 8\n' })).toBe(false)
  expect(await hasExec({ '.yarnrc.yml': 'nodeLinker: node-modules\n' })).toBe(false)
  expect(await hasExec({ '../yarn.lock': '', '../.yarnrc.yml': '' })).toBe(false)
  expect(await hasExec({ 'pnpm-lock.yaml': '', '../.yarnrc.yml': '' })).toBe(true)
})
