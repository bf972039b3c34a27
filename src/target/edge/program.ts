import { fileURLToPath } from 'node:url'

const ENDING = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/** The edge itself: `main.ts` as it is, or the compiled `main.js` of the published package. */
export const EDGE_PROGRAM: string = beside('main')
/** What tells it where to send requests. */
export const ROUTE_PROGRAM: string = beside('route')

function beside(name: string): string {
  return fileURLToPath(import.meta.resolve(`./${name}.${ENDING}`))
}
