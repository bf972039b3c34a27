/** Just enough of GitHub Actions and GitLab CI to run the steps of a workflow file here, in order, as they would. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type Ended, type Running, startProgram } from './cli.ts'
import type { TestProject } from './project.ts'

export interface Step {
  name: string
  run: string
  /** Also where one before it failed. */
  always: boolean
}

/** What of a workflow is not run here. */
export interface Workflow {
  env: Record<string, string>
  steps: Step[]
  /** `uses` of GitHub; the keys of a job of GitLab that its server acts on. */
  others: string[]
}

interface GithubStep {
  name?: string
  run?: string
  uses?: string
  if?: string
}

const example = (name: string): unknown =>
  parse(readFileSync(fileURLToPath(new URL(`../../docs/examples/${name}`, import.meta.url)), 'utf8'))

/** `known`: what its expressions come to; one that is not known is an error. */
export function githubWorkflow(known: Readonly<Record<string, string>>): Workflow {
  const { env, jobs } = example('github-actions.yml') as {
    env: Record<string, string>
    jobs: Record<string, { steps: GithubStep[] }>
  }
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  return {
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluated(value, known)])),
    steps: steps.flatMap(({ name = '', run, if: when }) =>
      run === undefined ? [] : [{ name, run: evaluated(run, known), always: when === 'always()' }],
    ),
    others: steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses])),
  }
}

type GitlabJob = Record<string, unknown> & {
  stage?: string
  script?: string[]
  after_script?: string[]
  before_script?: string[]
}

/** One step each: a job's own script, with what comes before it, and what comes after it in any case. */
export function gitlabWorkflow(): Workflow {
  const {
    stages,
    variables,
    workflow: _rules,
    default: common,
    ...others
  } = example('gitlab-ci.yml') as {
    stages: string[]
    variables: Record<string, string>
    workflow: unknown
    default: GitlabJob
  }
  const named = Object.entries(others as Record<string, GitlabJob>)
  const jobs = stages.flatMap((stage) => named.filter(([, job]) => job.stage === stage))
  const before = common.before_script ?? []
  return {
    env: variables,
    steps: jobs.flatMap(([name, { script = [], after_script: after = [] }]) => [
      { name, run: [...before, ...script].join('\n'), always: false },
      ...(after.length === 0 ? [] : [{ name: `after ${name}`, run: after.join('\n'), always: true }]),
    ]),
    others: jobs.flatMap(([, job]) => Object.keys(job)),
  }
}

function evaluated(text: string, known: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => {
    const value = known[name]
    if (value === undefined) throw new Error(`nothing is known of the expression ${name}`)
    return value
  })
}

export interface StepEnded extends Ended {
  name: string
}

/** Runs the steps one after the other; once one has failed, only those that are always run. */
export async function runSteps(steps: readonly Step[], project: TestProject): Promise<StepEnded[]> {
  const all: StepEnded[] = []
  for (const step of steps) {
    if (!step.always && all.some(({ code }) => code !== 0)) continue
    all.push({ name: step.name, ...(await startStep(step, project).ended) })
  }
  return all
}

/** As the runners of both do it: the script in a file, bash the first process of the step. */
export function startStep({ name, run }: Pick<Step, 'name' | 'run'>, { cwd, env }: TestProject): Running {
  const file = join(cwd, '..', `step-${name.replaceAll(/\W+/g, '-')}.sh`)
  writeFileSync(file, `${run}\n`)
  return startProgram(['bash', '-eo', 'pipefail', file], { cwd, env })
}
