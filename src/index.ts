/** The public API: what drills and configurations are written with. */
export type { ActHandler, ConfigInput, CustomIndicator } from './config/define.ts'
export { defineConfig } from './config/define.ts'
export type { EnvRef } from './config/env.ts'
export { env } from './config/env.ts'
export type { ProcessesOptions, TargetConfig } from './config/targets.ts'
export { processes } from './config/targets.ts'
export type { Measured, ObjectiveDraft } from './drill/bounds.ts'
export { probeValue, ready, recovered } from './drill/conditions.ts'
export type { Drill, DrillBody } from './drill/drill.ts'
export { drill } from './drill/drill.ts'
export type { FaultFunction } from './drill/faults.ts'
export { kill, pause, start } from './drill/faults.ts'
export type { SampleFilter, Stat } from './drill/indicators.ts'
export {
  custom,
  errors,
  interruption,
  metric,
  p,
  p50,
  p95,
  p99,
  ratio,
  recovery,
  uptime,
  value,
} from './drill/indicators.ts'
export type { Ramp } from './drill/load-profile.ts'
export { load } from './drill/load-profile.ts'
export type {
  Condition,
  FaultStep,
  InstanceRef,
  InstancesRef,
  Json,
  JsonObject,
  LoadSpec,
  PhaseStep,
  ResolvedDrill,
  Step,
} from './drill/model.ts'
export type { Filter, Objective } from './drill/objective.ts'
export type { Param, Params, ValuesOf } from './drill/params.ts'
export { param } from './drill/params.ts'
export { instance, instances, victim } from './drill/refs.ts'
export type { LongEnough } from './drill/steps.ts'
export { act, during, each, expect, hold, longEnough, phase, together, until } from './drill/steps.ts'
export type { ErrorCode } from './errors.ts'
export { FiredrillError } from './errors.ts'
export type { Duration, Percentage, Rate } from './units.ts'
