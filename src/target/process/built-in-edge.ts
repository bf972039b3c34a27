/** `edge: 'built-in'`: the edge that firedrill brings, written out as a team would write an edge of its own. */
import { ANSWER_BEGINS_WITHIN_MS } from '../edge/limits.ts'
import { EDGE_PROGRAM, ROUTE_PROGRAM } from '../edge/program.ts'

const BUILT_IN = 'built-in'
const LOG = '{logs}/access.ndjson'
const MAX_BODY_BYTES = 32 * 1024 * 1024

/** What is told of it wherever somebody could take it for the team's own. */
export const BUILT_IN_EDGE_WORDS =
  'the edge is firedrill’s own, not the one that users of this app meet: what it hides or adds is not the app’s'

/** `written` are the options as the user wrote them. */
export function hasBuiltInEdge(written: unknown): boolean {
  return isFields(written) && written.edge === BUILT_IN
}

/** The options with that edge in full; any others as they are. */
export function withBuiltInEdge(written: unknown): unknown {
  if (!isFields(written) || !hasBuiltInEdge(written)) return written
  return {
    ...written,
    edge: {
      run: [process.execPath, EDGE_PROGRAM],
      port: { env: 'EDGE_PORT' },
      env: {
        EDGE_UPSTREAMS: '{instances}',
        EDGE_READY_PATH: String(written.ready ?? '/ready'),
        EDGE_TIMEOUT_MS: String(ANSWER_BEGINS_WITHIN_MS),
        EDGE_MAX_BODY_BYTES: String(MAX_BODY_BYTES),
        EDGE_ACCESS_LOG: LOG,
      },
      ready: '/_edge/ready',
      route: [process.execPath, ROUTE_PROGRAM, '{edge.url}', '{upstreams}'],
      accessLog: { file: LOG },
    },
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
