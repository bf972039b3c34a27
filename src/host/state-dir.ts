import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Host } from './host.ts'

/**
 * Where locks lie, one directory for all clones and runs of a user: `$XDG_STATE_HOME/firedrill` where that variable is
 * set, else `~/.local/state/firedrill` on Linux and `~/Library/Application Support/firedrill` on macOS.
 */
export function stateDir(host: Pick<Host, 'env' | 'platform'>): string {
  const configured = host.env.XDG_STATE_HOME
  // The XDG specification says that a relative path is to be ignored.
  if (configured?.startsWith('/')) return join(configured, 'firedrill')
  const home = host.env.HOME ?? homedir()
  return host.platform === 'darwin'
    ? join(home, 'Library', 'Application Support', 'firedrill')
    : join(home, '.local', 'state', 'firedrill')
}
