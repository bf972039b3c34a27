import type { ResolvedDrill, Step } from '../../drill/model.ts'
import type { Refusal } from '../../target/target.ts'
import type { RefusalContext } from './refusals.ts'

/** A crash by a request, of an app that crashes on none. Where nothing can be crashed, the missing capability says so. */
export function crashRefusals(step: Step, { drill, target }: RefusalContext): Refusal[] {
  if (step.kind !== 'fault' || step.fault !== 'crash' || step.args.by !== 'request') return []
  if (!target.capabilities.includes('crash') || target.crashWays.includes('request')) return []
  const reason = `${step.place}: the crash is by a request, and the target has no path on which the app crashes.`
  const hint = `Configure \`crash\` on the target, such as crash: '/_crash', or ${byAbort(drill)}.`
  return [{ code: 'capability-missing', reason, hint }]
}

/** Where a parameter of the drill says so, it can be said on the command line. */
function byAbort({ params }: ResolvedDrill): string {
  const decides = Object.keys(params).find((name) => params[name] === 'request')
  return decides === undefined
    ? "let the drill crash it by abort: { by: 'abort' }"
    : `give --set ${decides}=abort`
}
