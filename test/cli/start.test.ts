/** What is loaded decides how long a command takes to start; `bench/start-time.ts` measures that. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const COUNTS = `import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
process.on('exit', () => process.stderr.write(loaded.join('\\n')))`

/** Files that were loaded, relative to this project. */
function loadedBy(...args: string[]): string[] {
  const hook = `data:text/javascript,${encodeURIComponent(COUNTS)}`
  const argv = ['--import', hook, '--conditions=source', join(root, 'src/cli/main.ts'), ...args]
  const { status, stderr, stdout } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  expect(stdout).not.toBe('')
  return stderr.split('\n').flatMap((url) => url.split(`file://${root}`)[1] ?? [])
}

it('is little for help and for the version: no command, and nothing that a command needs', () => {
  for (const option of ['--help', '--version']) {
    const files = loadedBy(option)
    expect(files).toContain('src/cli/program.ts')
    expect(files.filter((file) => /^src\/cli\/commands\/(?!map\.ts)/.test(file))).toEqual([])
    const packages = new Set(files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]))
    expect([...packages].filter((name) => name !== undefined).toSorted()).toEqual(['chalk', 'commander'])
    expect(files.length).toBeLessThan(40)
  }
})

it('is one command for the help of a command', () => {
  const files = loadedBy('list', '--help').filter((file) => file.startsWith('src/cli/commands/'))
  expect(files).toEqual(['src/cli/commands/map.ts', 'src/cli/commands/list.ts'])
})
