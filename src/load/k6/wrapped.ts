/** Version managers and teams put a script in k6's place. Where it waits for k6 instead of becoming it, they are two. */
import type { Child, Host, ProcessIdentity } from '../../host/host.ts'

/** Is what is run as k6 a script? One that cannot be read is taken for none. */
export async function isScript({ files }: Pick<Host, 'files'>, path: string): Promise<boolean> {
  const begin = await files.readFrom(path, 0, 2).catch(() => new Uint8Array())
  return Buffer.from(begin).toString('latin1') === '#!'
}

/**
 * Whom to interrupt so that k6 ends: behind a script, what it started, and not the script, which might pass the signal on.
 * Two signals at once are more than an interrupt to k6: it drops what it has not handed over. `again`: the script as well,
 * which may have started something else, such as a tunnel, and become k6 then: no interrupt has reached that before.
 */
export async function toInterrupt(
  { processes }: Pick<Host, 'processes'>,
  { identity }: Pick<Child, 'identity'>,
  { mark, wrapped, again }: { mark: string; wrapped: boolean; again: boolean },
): Promise<ProcessIdentity[]> {
  const behind = wrapped ? (await processes.marked(mark)).filter(({ pid }) => pid !== identity.pid) : []
  return behind.length === 0 || again ? [identity, ...behind] : behind
}
