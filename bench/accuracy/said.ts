/** What a tool said of a case, and how that is read from what it leaves. */
import type { DrillTrial } from '../drill-trial.ts'

/** `inconclusive`: that the experiment itself went wrong, or shows nothing. */
export type Said = 'pass' | 'fail' | 'inconclusive'

export interface Outcome {
  said: Said
  /** In the tool's own words, short. */
  why: string
  exit: number | null
  wallMs: number
  /** What is still there afterwards. */
  left: string[]
}

type Judged = Pick<Outcome, 'said' | 'why'>

type Drilled = Pick<
  DrillTrial,
  'id' | 'verdict' | 'run' | 'cleanup' | 'exit' | 'failed' | 'first' | 'summary'
>

/**
 * By firedrill's verdict and exit code. A pass whose clean-up is dirty is none: whoever asks the exit code is not told so.
 * Throws for a run that the harness itself broke or that was broken off: it says nothing of the case. One that it aborted
 * by its own judgement is its word.
 */
export function ofDrill({ id, verdict, run, cleanup, exit, failed, first, summary }: Drilled): Judged {
  if (run === 'errored' || run === 'interrupted')
    throw new Error(`${id} was ${run} (exit ${exit}): ${summary}`)
  const open = first === null ? 'every clause held' : `${first.window}: ${first.indicator} (${first.reason})`
  const ended = run === 'completed' && cleanup === 'clean' ? '' : `; run ${run}, ${cleanup}`
  const said = verdict === 'fail' ? 'fail' : verdict === 'pass' && exit === 0 ? 'pass' : 'inconclusive'
  return { said, why: `${failed.join('; ') || open}${ended}` }
}

/** By the exit code of `k6-and-shell.sh`. Throws for one that it does not give: then the script itself broke. */
export function ofShell(exit: number | null, output: string): Judged {
  const why = output.trim().split('\n').join('; ')
  if (exit === 0) return { said: 'pass', why: 'every threshold and check held' }
  if (exit === 1) return { said: 'fail', why: why || 'it does not say why' }
  if (exit === 2) return { said: 'inconclusive', why: why || 'it does not say why' }
  throw new Error(`the script ended with ${exit}: ${why}`)
}

/**
 * Throws where the load itself broke, by the first that the steps noted: firedrill's harness ends with an error then. What
 * else went wrong before that is the tool's own word.
 */
export function checkLoad(wentWrong: string | null): void {
  const [first = ''] = (wentWrong ?? '').split('\n')
  if (/^(k6 ended with|the load did not)/.test(first)) throw new Error(first)
}

interface Journal {
  status: string
  deviated: boolean
  steady_states: Record<'before' | 'after', State | null>
}

interface State {
  steady_state_met: boolean | null
  probes: { activity: { name: string }; tolerance_met?: boolean; output?: unknown }[]
}

/**
 * By Chaos Toolkit's journal; throws where it wrote none: then the tool itself broke. That the steady state has deviated is a fail whatever the status; one
 * that did not hold before is a reason to look at nothing else.
 */
export function ofJournal(text: string | null, output: string): Judged {
  if (text === null) throw new Error(`no journal: ${output.trim().split('\n').at(-1)}`)
  const { status, deviated, steady_states } = JSON.parse(text) as Journal
  if (deviated) return { said: 'fail', why: `deviated: ${missed(steady_states.after)}` }
  if (steady_states.before?.steady_state_met === false)
    return { said: 'inconclusive', why: `not steady before: ${missed(steady_states.before)}` }
  if (status !== 'completed' || steady_states.after?.steady_state_met !== true)
    return { said: 'inconclusive', why: status }
  return { said: 'pass', why: 'completed, and the hypothesis held' }
}

function missed(state: State | null): string {
  const probe = state?.probes.find(({ tolerance_met }) => tolerance_met === false)
  if (probe === undefined) return 'no probe is named'
  const { output } = probe
  const said =
    typeof output === 'object' && output !== null && 'stdout' in output ? String(output.stdout).trim() : ''
  return [probe.activity.name, said.split('\n').join('; ')].filter(Boolean).join(': ')
}
