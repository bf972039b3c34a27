import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'

/** What shows a file in the reader's browser, by the system; none where there is no screen. */
export function openCommands({ platform, env }: Pick<Host, 'platform' | 'env'>, file: string): string[][] {
  if (platform === 'darwin') return [['open', file]]
  const isWindows = Boolean(env.WSL_DISTRO_NAME)
  if (!isWindows && !env.DISPLAY && !env.WAYLAND_DISPLAY) return []
  return [...(isWindows ? [['wslview', file]] : []), ['xdg-open', file]]
}

/** Started by its arguments, never through a shell, and not waited for. Throws `tool-missing` where nothing shows it. */
export async function openPage(host: Host, file: string): Promise<void> {
  const commands = openCommands(host, file)
  for (const argv of commands) {
    try {
      await host.processes.spawnDetached(argv, host.env, '/dev/null')
      return
    } catch (error) {
      if (!(error instanceof FiredrillError && error.code === 'tool-missing')) throw error
    }
  }
  const why =
    commands.length === 0
      ? 'There is no screen here'
      : `None of these programs is here: ${commands.map(([program]) => program).join(', ')}`
  throw new FiredrillError('tool-missing', `${why}: the page was not opened.`, {
    hint: `Open it by hand, or copy it to where there is a browser: it is one file, ${file}.`,
  })
}
