/** A flaky way to a service: each second, so many of the connections break, new ones among them. */
import { FiredrillError } from '../errors.ts'
import { brokenWords, linkFault } from './link.ts'

const MOST_CONNECTIONS = 60
/** Among so many times one in the share, none that breaks would be chance once in twenty times. */
const SURE = 3

export const flakyLink = linkFault({
  kind: 'flaky-link',
  describe: (service) => `make the link to ${service} flaky`,
  disturbance({ share }) {
    if (typeof share === 'number' && share > 0 && share <= 1) return { kind: 'flaky', share }
    throw new FiredrillError('drill-invalid', `A link cannot be flaky by ${JSON.stringify(share)}.`, {
      hint: "Write flakyLink('db', '5%').",
    })
  },
  connections: ({ share }) => Math.min(MOST_CONNECTIONS, Math.ceil(SURE / Number(share))),
  felt: (seen) => ({ seen: seen.broken > 0, what: [brokenWords(seen)] }),
  gone: (seen) => ({ seen: seen.broken === 0, what: [brokenWords(seen)] }),
})
