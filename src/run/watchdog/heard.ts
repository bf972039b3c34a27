import type { Readable } from 'node:stream'
import { BEAT_EVERY_MS, RELEASED, SILENT_FOR_MS } from './beat.ts'

/**
 * The end of everything that was said: once the pipe is closed, or nothing was heard for long. When the time is over, a
 * harness that was frozen together with its watchdog (a machine that was suspended, a stopped container) has had no
 * chance to say anything: so the last two beats of the time begin only when the rest of it has passed.
 */
export function heard(
  pipe: Readable,
  { silentForMs = SILENT_FOR_MS, beatEveryMs = BEAT_EVERY_MS } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const lastMs = 2 * beatEveryMs
    let tail = ''
    let silent: NodeJS.Timeout
    const wait = (): void => {
      clearTimeout(silent)
      silent = setTimeout(() => {
        silent = setTimeout(() => resolve(tail), lastMs)
      }, silentForMs - lastMs)
    }
    wait()
    pipe.setEncoding('utf8')
    pipe.on('data', (chunk: string) => {
      tail = `${tail}${chunk}`.slice(-RELEASED.length)
      wait()
    })
    for (const end of ['end', 'error'] as const)
      pipe.once(end, () => {
        clearTimeout(silent)
        resolve(tail)
      })
  })
}
