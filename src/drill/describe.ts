/** Plain phrases for plans, the console and reports. Those of objectives are clause texts and file keys: keep them stable. */
import type { Condition, InstanceRef, InstancesRef, LoadSpec, Step } from './model.ts'
import type { Bound, Filter, Indicator, Objective } from './objective.ts'
import { unitOf } from './objective.ts'

/** `p95 of route GET /products below 150 ms`. */
export function describeObjective({ indicator, filter, bound, over }: Objective): string {
  const subject = describeIndicator(indicator, filter)
  const span = over === 'run' ? ' over the whole run' : ''
  return `${subject} ${describeBound(bound, indicator)}${span}`
}

/** `p95`, `uptime by time`, `check "order accepted"`. */
export function describeIndicator(indicator: Indicator, filter: Filter = {}): string {
  const parts = Object.entries(filter).map(([field, wanted]) => `${field} ${wanted}`)
  return parts.length === 0 ? bare(indicator) : `${bare(indicator)} of ${parts.join(', ')}`
}

/** `below 150 ms`, `at least 99.9 %`, `not more than 25 % worse than in baseline`. */
export function describeBound(bound: Bound, indicator: Indicator): string {
  switch (bound.op) {
    case 'below':
      return `below ${describeValue(bound.value, indicator)}`
    case 'above':
      return `above ${describeValue(bound.value, indicator)}`
    case 'atLeast':
      return `at least ${describeValue(bound.value, indicator)}`
    case 'atMost':
      return `${indicator.kind === 'recovery' ? 'within' : 'at most'} ${describeValue(bound.value, indicator)}`
    case 'notWorseThan':
      return `not more than ${percent(bound.tolerance)} worse than in ${bound.window}`
  }
}

/** `kill one instance (picked by the seed)`, `hold 20 s`, `until recovered, within 60 s`. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'phase':
      return `phase ${step.name}`
    case 'hold':
      return `hold ${exactMs(step.durationMs)}`
    case 'hold-long-enough':
      return 'hold long enough to decide the objectives'
    case 'until':
      return `until ${describeCondition(step.condition)}, within ${exactMs(step.withinMs)}`
    case 'together':
      return `together, in ${step.lanes.length} lanes`
    case 'each':
      return `for each of ${describeInstances(step.over)}, one after the other`
    case 'during':
      return `while it holds: ${describeStep(step.fault)}`
    case 'fault':
      return `${step.fault} ${describeInstance(step.instance)}`
    case 'start':
      return `start ${describeInstance(step.instance)}`
    case 'expect':
      return `expect ${describeObjective(step.objective)}`
    case 'act':
      return `act ${step.handler}`
  }
}

export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'recovered':
      return 'recovered'
    case 'ready':
      if (condition.atLeast === 'all') return 'every instance is ready'
      return condition.atLeast === 1
        ? 'at least 1 instance is ready'
        : `at least ${condition.atLeast} instances are ready`
    case 'probe':
      return `probe "${condition.name}" shows ${JSON.stringify(condition.equals)}`
  }
}

export function describeInstance(ref: InstanceRef): string {
  switch (ref.ref) {
    case 'any':
      return 'one instance (picked by the seed)'
    case 'named':
      return ref.name
    case 'victim':
      return 'the victim of the latest fault'
    case 'it':
      return 'the instance that each() is at'
  }
}

/** `load "shop" at 200/s`. */
export function describeLoad({ name, profile }: LoadSpec): string {
  switch (profile.kind) {
    case 'constant-arrival-rate':
      return `load "${name}" at ${shortest(profile.ratePerSecond)}/s`
    case 'ramping-arrival-rate': {
      const stages = profile.stages.map(
        (stage) => `${shortest(stage.toPerSecond)}/s over ${exactMs(stage.durationMs)}`,
      )
      return `load "${name}" from ${shortest(profile.startPerSecond)}/s to ${stages.join(', then to ')}`
    }
    case 'script':
      return `load "${name}" as its script's own scenarios say`
  }
}

/** A value in its indicator's unit, in full: a bound is never rounded. */
export function describeValue(value: number, indicator: Indicator): string {
  switch (unitOf(indicator)) {
    case 'ms':
      return exactMs(value)
    case 'ratio':
      return percent(value)
    case 'number':
      return String(value)
  }
}

export function describeInstances(ref: InstancesRef): string {
  return ref.ref === 'all' ? 'all instances' : ref.names.join(', ')
}

function bare(indicator: Indicator): string {
  switch (indicator.kind) {
    case 'latency':
      return `p${indicator.percentile}`
    case 'uptime':
      return indicator.by === 'time' ? 'uptime by time' : 'uptime'
    case 'errors':
      return 'errors'
    case 'interruption':
      return 'longest interruption'
    case 'recovery':
      return 'recovery'
    case 'check':
      return `check "${indicator.name}"`
    case 'metric':
      return `${indicator.stat} of metric ${indicator.name}`
    case 'probe':
      return `${indicator.stat} of probe "${indicator.name}"`
    case 'custom': {
      const args = Object.keys(indicator.args).length === 0 ? '' : ` ${JSON.stringify(indicator.args)}`
      return `${indicator.name} (version ${indicator.version})${args}`
    }
  }
}

function exactMs(ms: number): string {
  if (ms < 1000) return `${shortest(ms)} ms`
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${shortest(ms / 1000)} s`
}

function percent(share: number): string {
  return `${shortest(share * 100)} %`
}

/** Without the noise that binary fractions leave in the 16th digit. */
function shortest(value: number): string {
  return String(Number(value.toPrecision(12)))
}
