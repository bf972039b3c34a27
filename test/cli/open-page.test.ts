import { describe, expect, test } from 'vitest'
import { openCommands, openPage } from '../../src/cli/open-page.ts'
import { FiredrillError } from '../../src/errors.ts'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { Host } from '../../src/host/host.ts'

const FILE = "/srv/it's a; $(report)/report.html"
const commands = (env: Record<string, string>, platform: Host['platform'] = 'linux') =>
  openCommands({ platform, env }, FILE)

describe('what opens a page', () => {
  test('is the system, and the file is one argument, whatever it is called', () => {
    expect(commands({ DISPLAY: ':0' })).toEqual([['xdg-open', FILE]])
    expect(commands({ WAYLAND_DISPLAY: 'wayland-0' })).toEqual([['xdg-open', FILE]])
    expect(commands({}, 'darwin')).toEqual([['open', FILE]])
    expect(commands({ WSL_DISTRO_NAME: 'Debian' })).toEqual([
      ['wslview', FILE],
      ['xdg-open', FILE],
    ])
  })

  test('is nothing where there is no screen', () => {
    expect(commands({})).toEqual([])
  })
})

/** A host on which only these programs are. */
function hostWith(programs: readonly string[], env: Record<string, string>) {
  const started: (readonly string[])[] = []
  const host = fakeHost({ env, programs: { sleep: {} } })
  const spawnDetached: Host['processes']['spawnDetached'] = async (argv, environment) => {
    if (!programs.includes(argv[0] ?? '')) throw new FiredrillError('tool-missing', 'not here', { hint: '' })
    started.push(argv)
    return host.processes.spawnDetached(['sleep'], environment, '/tmp/log')
  }
  return { host: { ...host, processes: { ...host.processes, spawnDetached } }, started }
}

describe('opening a page', () => {
  test('takes the first program that is here', async () => {
    const { host, started } = hostWith(['xdg-open'], { WSL_DISTRO_NAME: 'Debian' })
    await openPage(host, FILE)
    expect(started).toEqual([['xdg-open', FILE]])
  })

  test('says so where none is, or where there is no screen', async () => {
    const none = hostWith([], { DISPLAY: ':0' })
    await expect(openPage(none.host, FILE)).rejects.toMatchObject({
      code: 'tool-missing',
      message: 'None of these programs is here: xdg-open: the page was not opened.',
    })
    const blind = hostWith(['xdg-open'], {})
    await expect(openPage(blind.host, FILE)).rejects.toMatchObject({
      code: 'tool-missing',
      hint: expect.stringContaining(FILE),
    })
    expect(blind.started).toEqual([])
  })
})
