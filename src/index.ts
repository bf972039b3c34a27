/** The public API: what drills and configurations are written with. */
export type { ActHandler, ConfigInput, CustomIndicator } from './config/define.ts'
export { defineConfig } from './config/define.ts'
export type { EnvRef } from './config/env.ts'
export { env } from './config/env.ts'
export type {
  ComposeOptions,
  ExistingComposeOptions,
  ProcessesOptions,
  TargetConfig,
} from './config/targets.ts'
export { compose, processes } from './config/targets.ts'
export type { BlastLimit } from './drill/blast-radius.ts'
export type { Measured, ObjectiveDraft } from './drill/bounds.ts'
export type { HowMany } from './drill/conditions.ts'
export {
  anyOf,
  logged,
  probeValue,
  ready,
  recovered,
  serving,
  trigger,
  unready,
} from './drill/conditions.ts'
export type { Drill, DrillBody } from './drill/drill.ts'
export { drill } from './drill/drill.ts'
export type { CrashBy, FaultFunction, FillTo, LossAs, SqueezeTo } from './drill/faults.ts'
export { crash, disconnect, fill, kill, loss, pause, squeeze, start } from './drill/faults.ts'
export type { GuardInput } from './drill/guards/guard.ts'
export type { SampleFilter, Stat } from './drill/indicators.ts'
export {
  bootTime,
  custom,
  deaths,
  deployTime,
  detection,
  errors,
  failures,
  failureTime,
  falseReady,
  interruption,
  metric,
  p,
  p50,
  p95,
  p99,
  ratio,
  readyInstances,
  recovery,
  rollbackTime,
  unhealthy,
  uptime,
  value,
} from './drill/indicators.ts'
export type { LedgerBounds, LedgerDraft } from './drill/ledger.ts'
export { jobs, writes } from './drill/ledger.ts'
export { restart, stop } from './drill/lifecycle.ts'
export { cutLink, flakyLink, slowLink } from './drill/links.ts'
export type { Ramp } from './drill/load-profile.ts'
export { load } from './drill/load-profile.ts'
export type {
  Breakage,
  Condition,
  FaultStep,
  InstanceRef,
  InstancesRef,
  Json,
  JsonObject,
  LoadSpec,
  PhaseStep,
  RefusedCode,
  ReleaseRef,
  ResolvedDrill,
  Step,
  StrategyKind,
  VictimRef,
} from './drill/model.ts'
export type { Filter, Objective } from './drill/objective.ts'
export type { Param, Params, ValuesOf } from './drill/params.ts'
export { param } from './drill/params.ts'
export { instance, instanceServing, instances, victim } from './drill/refs.ts'
export {
  broken,
  current,
  exits,
  failing,
  neverReady,
  next,
  previous,
  release,
  slow,
} from './drill/releases.ts'
export { deploy, expectRefused, migrate, rollback } from './drill/shipping.ts'
export type { LongEnough } from './drill/steps.ts'
export {
  act,
  during,
  each,
  expect,
  hold,
  longEnough,
  manual,
  phase,
  together,
  until,
} from './drill/steps.ts'
export { boots, refusesToBoot, searchSecrets, staysUnready } from './drill/trials.ts'
export type { ErrorCode } from './errors.ts'
export { FiredrillError } from './errors.ts'
export type { Duration, Percentage, Rate } from './units.ts'
