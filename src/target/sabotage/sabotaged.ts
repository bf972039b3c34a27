import type { RunningTarget, Target, TargetContext } from '../target.ts'

/** What of a target is not so any more, once it pretends. */
export type Differing = Partial<Pick<Target, 'capabilities' | 'canRoute'>>

/**
 * A target that pretends in one way. It cannot be taken for the real one: the kind that stands in every run record says
 * so, and so does a line when it starts.
 */
export function sabotaged(
  target: Target,
  words: string,
  pretend: (running: RunningTarget, context: TargetContext) => RunningTarget | Promise<RunningTarget>,
  differing: Differing = {},
): Target {
  return {
    ...target,
    ...differing,
    kind: `${target.kind} (${words})`,
    explain: async (host) => [
      ...(await target.explain(host)),
      { name: 'target.sabotage', value: words, source: 'target.sabotage' },
    ],
    async start(context) {
      context.progress(`This target is ${words}. It is a negative control.`)
      return pretend(await target.start(context), context)
    },
  }
}
