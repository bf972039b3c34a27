import type { RunningTarget } from '../target/target.ts'

/** The URL of a path that users ask for. The edge may have a path of its own: everything is asked below it. */
export function atEdge({ edge }: Pick<RunningTarget, 'edge'>, path: string): string {
  return `${edge.href.replace(/\/$/, '')}${path}`
}
