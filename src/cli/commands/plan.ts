import type { Command } from 'commander'
import type { BlastLimit } from '../../drill/blast-radius.ts'
import {
  describeGuard,
  describeInstances,
  describeLoad,
  describeObjective,
  describeStep,
  describeTriggers,
} from '../../drill/describe.ts'
import type { ResolvedDrill, Step } from '../../drill/model.ts'
import { EXIT } from '../../errors.ts'
import type { Plan } from '../../run/plan.ts'
import { formatMs } from '../../units.ts'
import { openTarget, type ProjectTarget } from '../choose.ts'
import { clauseSizeLines, clauseWarnings } from '../clause-size-lines.ts'
import { BLAST_RADIUS, blastRadius, collect, seedNumber } from '../options.ts'
import { planFor, resolveDrill } from '../plan-run.ts'
import { commandLines } from '../planned-command-lines.ts'
import type { CommandContext } from '../program.ts'
import { openProject } from '../project.ts'

interface PlanFlags {
  target?: string
  env?: string
  set: string[]
  seed?: number
  strict?: boolean
  json?: boolean
  blastRadius?: BlastLimit
}

export function addPlan(program: Command, context: CommandContext): Command {
  return program
    .command('plan <drill>')
    .option('--target <name>', 'which target of the configuration')
    .option('--env <name>', 'which environment of the configuration')
    .option('--set <name=value>', 'a parameter of the drill; may be repeated', collect, [])
    .option('--seed <number>', 'decides which instance is picked', seedNumber)
    .option('--blast-radius <instances>', BLAST_RADIUS, blastRadius)
    .option('--strict', 'warn of what cannot be proven at 95 %, which is all that `run --strict` takes')
    .option('--json', 'as JSON on standard output')
    .addHelpText('after', '\nExample:\n  firedrill plan kill-node --set rate=50/s')
    .action(async (name: string, flags: PlanFlags) => {
      const project = await openProject(flags.env === undefined ? {} : { env: flags.env })
      const resolved = resolveDrill(project.find(name), project, { set: flags.set, seed: flags.seed })
      const target = await openTarget(project, flags.target, resolved.steps)
      const plan = await planFor(project, target.target, resolved, flags.blastRadius)
      const { terminal } = context
      const text = flags.json ? planJson(plan, flags.strict) : planText(plan, target, flags.strict)
      terminal.out(text)
      if (plan.refusals.length > 0) context.exit(EXIT.refused)
    })
}

/** Guards in words: what they ask may be secret. */
function planJson(plan: Plan, strict = false): string {
  const warnings = clauseWarnings(plan.clauses, strict)
  return `${JSON.stringify({ ...plan, guards: plan.guards.map(describeGuard), warnings }, null, 2)}\n`
}

/** What a person reads: the order of things, then the objectives, then the refusals. */
export function planText(
  plan: Plan,
  { name, why }: Pick<ProjectTarget, 'name' | 'why'>,
  strict = false,
): string {
  const { drill, refusals } = plan
  const lines = [
    `${drill.name}: ${drill.purpose}`,
    `target ${name} (${why}); ${describeLoad(drill.load)}; seed ${drill.seed}`,
    `planned: ${plannedText(plan)}; at most ${formatMs(plan.maxDurationMs)}`,
    '',
    ...drill.steps.flatMap((step) => stepLines(step, drill, 0)),
    '',
    'objectives in every phase that inherits them:',
    ...drill.expect.map((objective) => `  ${describeObjective(objective)}`),
    '',
    ...limitLines(plan),
    '',
    ...commandLines(plan.commands),
    '',
    'what each clause takes, and what it can come to:',
    ...clauseSizeLines(plan.clauses),
    '',
    ...warned(clauseWarnings(plan.clauses, strict)),
    refusals.length === 0 ? 'nothing refuses it' : 'refused:',
    ...refusals.map(({ reason, hint }) => `  ${reason} ${hint}`),
  ]
  return `${lines.join('\n')}\n`
}

/** How much of the app it may take, and what ends it at once. */
function limitLines({ blastRadius: { hits, of, limit }, guards }: Plan): string[] {
  const agreed = limit === 'all' ? 'as many as it likes' : limit
  return [
    `at once it hits at most ${hits} of ${of} ${of === 1 ? 'instance' : 'instances'}; agreed to: ${agreed}`,
    guards.length === 0 ? 'no guard ends it' : 'guards, each of which ends it at once:',
    ...guards.map((guard) => `  ${describeGuard(guard)}`),
  ]
}

function warned(warnings: readonly string[]): string[] {
  return warnings.length === 0 ? [] : ['warnings:', ...warnings.map((warning) => `  ${warning}`), '']
}

function plannedText({ phases }: Plan): string {
  return phases
    .map(
      ({ name, plannedMs }) => `${name} ${plannedMs === null ? 'as long as it takes' : formatMs(plannedMs)}`,
    )
    .join(', ')
}

function stepLines(step: Step, drill: ResolvedDrill, depth: number): string[] {
  const indent = '  '.repeat(depth)
  const line = `${indent}${describeStep(step)}`
  switch (step.kind) {
    case 'phase': {
      const inherits = step.inherit ? '' : ' (the drill’s own objectives are not judged here)'
      const expected = step.expect.map((objective) => `${indent}  expects ${describeObjective(objective)}`)
      return [
        `${line}${inherits}`,
        ...step.steps.flatMap((inner) => stepLines(inner, drill, depth + 1)),
        ...expected,
      ]
    }
    case 'each':
      return [
        `${indent}for each of ${describeInstances(step.over)}`,
        ...step.steps.flatMap((inner) => stepLines(inner, drill, depth + 1)),
      ]
    case 'deploy':
      return [line, ...describeTriggers(step).map((trigger) => `${indent}  ${trigger}`)]
    case 'expect-refused':
      return [line, ...stepLines(step.step, drill, depth + 1).slice(1)]
    case 'during':
      return [line, ...step.steps.flatMap((inner) => stepLines(inner, drill, depth + 1))]
    case 'together':
      return step.lanes.flatMap((lane, index) => [
        `${indent}${index === 0 ? 'together:' : 'and:'}`,
        ...lane.flatMap((inner) => stepLines(inner, drill, depth + 1)),
      ])
    default:
      return [line]
  }
}
