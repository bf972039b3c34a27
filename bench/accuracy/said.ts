/** What a tool said of a case, and how that is read from what it leaves. */

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

/** By the exit code of `k6-and-shell.sh`. */
export function ofShell(exit: number | null, output: string): Judged {
  const why = output.trim().split('\n').join('; ')
  if (exit === 0) return { said: 'pass', why: 'every threshold and check held' }
  return { said: exit === 1 ? 'fail' : 'inconclusive', why: why || `ended with ${exit}` }
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
 * By Chaos Toolkit's journal; null: it wrote none. That the steady state has deviated is a fail whatever the status; one
 * that did not hold before is a reason to look at nothing else.
 */
export function ofJournal(text: string | null, output: string): Judged {
  if (text === null) return { said: 'inconclusive', why: `no journal: ${output.trim().split('\n').at(-1)}` }
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
