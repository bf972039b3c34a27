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

/** Of what was loaded: this project's own files, and the packages. */
function loadedBy(...args: string[]): { files: string[]; packages: string[] } {
  const hook = `data:text/javascript,${encodeURIComponent(COUNTS)}`
  const argv = ['--import', hook, '--conditions=source', join(root, 'src/cli/main.ts'), ...args]
  const { status, stderr, stdout } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  expect(stdout).not.toBe('')
  const urls = stderr.split('\n')
  const packages = urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])
  return {
    files: urls.flatMap((url) => url.split(`file://${root}src/`)[1] ?? []),
    packages: [...new Set(packages)].toSorted(),
  }
}

it('is little for help and for the version: no command, and nothing that a command needs', () => {
  for (const option of ['--help', '--version']) {
    const { files, packages } = loadedBy(option)
    expect(files).toContain('cli/program.ts')
    expect(files.filter((file) => file.startsWith('cli/commands/'))).toEqual(['cli/commands/map.ts'])
    // What keeps secrets from the terminal is a room of its own, and stands before whatever is told.
    const others = files.filter((file) => !file.startsWith('redact/'))
    expect(others.length).toBeLessThan(20)
    expect(files.length).toBeLessThan(35)
    expect(packages).toEqual(['chalk', 'commander'])
  }
})

it('is one command for the help of a command', () => {
  const commands = loadedBy('list', '--help').files.filter((file) => file.startsWith('cli/commands/'))
  expect(commands).toEqual(['cli/commands/map.ts', 'cli/commands/list.ts'])
})
