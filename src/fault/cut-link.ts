/** A way to a service that is cut: new connections are refused, those that were open are closed. */
import { brokenWords, linkFault } from './link.ts'

export const cutLink = linkFault({
  kind: 'cut-link',
  describe: (service) => `cut the link to ${service}`,
  disturbance: () => ({ kind: 'cut' }),
  felt: (seen) => ({ seen: seen.broken === seen.connections, what: [brokenWords(seen)] }),
  gone: (seen) => ({ seen: seen.broken === 0, what: [brokenWords(seen)] }),
})
