import { shownUrl } from '../../drill/describe/guards.ts'
import type { CreateWatched } from './guard.ts'

/**
 * A URL that says stop by any answer but 200 to 299; redirects are not followed. No answer at all says nothing: it is the
 * way to whoever answers that is broken, not the app.
 */
export const url: CreateWatched<'url'> = ({ url: asked, everyMs, timeoutMs }, { host: { net } }) => ({
  everyMs,
  async look() {
    const { status, error } = await net.request(asked, { timeoutMs })
    const at = shownUrl(asked)
    if (status === null) return { seen: false, why: `${at} does not answer (${error ?? 'no reason'})` }
    return { seen: true, bad: status < 200 || status > 299, restedOn: `${at} answers ${status}` }
  },
})
