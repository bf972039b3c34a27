import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commitOf } from '../../src/cli/commit.ts'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import { project } from '../config/project.ts'

/** The machine's git, without its owner's settings; nothing above the directory counts. */
function hostWithGit(directory: string, more: Record<string, string> = {}): Host {
  const own = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: join(directory, '..'),
  }
  return { ...nodeHost(), env: { PATH: process.env.PATH, HOME: directory, ...own, ...more } }
}

function repository(): { directory: string; host: Host; git(...args: string[]): string } {
  const directory = project({ 'a.txt': 'one\n' })
  const host = hostWithGit(directory)
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
  const git = (...args: string[]): string =>
    execFileSync('git', [...identity, ...args], { cwd: directory, env: host.env, encoding: 'utf8' }).trim()
  git('init', '--quiet')
  return { directory, host, git }
}

describe('the commit of a project', () => {
  it('is its head, clean', async () => {
    const { directory, host, git } = repository()
    git('add', '.')
    git('commit', '--quiet', '-m', 'first')
    expect(await commitOf(host, directory)).toEqual({ hash: git('rev-parse', 'HEAD'), dirty: false })
  })

  it.each([
    ['a file is changed', 'a.txt'],
    ['a file is new', 'b.txt'],
  ])('is dirty when %s since', async (_name, file) => {
    const { directory, host, git } = repository()
    git('add', '.')
    git('commit', '--quiet', '-m', 'first')
    writeFileSync(join(directory, file), 'two\n')
    expect(await commitOf(host, directory)).toEqual({ hash: git('rev-parse', 'HEAD'), dirty: true })
  })

  it.each([
    ['ends with an error', { exitCode: 128, stdout: '' }],
    ['is not answered', new Error('it took longer than 5 s')],
  ])('is taken to be dirty where git status %s', async (_what, said) => {
    const { directory, host, git } = repository()
    git('add', '.')
    git('commit', '--quiet', '-m', 'first')
    const { run } = host.processes
    const broken: Host['processes']['run'] = async (argv, options) => {
      if (argv[1] !== 'status') return run.call(host.processes, argv, options)
      if (said instanceof Error) throw said
      return { ...(await run.call(host.processes, argv, options)), ...said }
    }
    const processes = new Proxy(host.processes, {
      get: (of, name) => (name === 'run' ? broken : Reflect.get(of, name)),
    })
    const found = await commitOf({ ...host, processes }, directory)
    expect(found).toEqual({ hash: git('rev-parse', 'HEAD'), dirty: true })
  })

  it('is null before the first one', async () => {
    const { directory, host } = repository()
    expect(await commitOf(host, directory)).toEqual({ hash: null, dirty: false })
  })

  it('is null where there is no repository', async () => {
    const directory = project({ 'a.txt': 'one\n' })
    expect(await commitOf(hostWithGit(directory), directory)).toEqual({ hash: null, dirty: false })
  })

  it('is null where there is no git', async () => {
    const { directory, git } = repository()
    git('add', '.')
    git('commit', '--quiet', '-m', 'first')
    const without = hostWithGit(directory, { PATH: directory })
    expect(await commitOf(without, directory)).toEqual({ hash: null, dirty: false })
  })
})
