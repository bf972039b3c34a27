import type { PlannedCommand, PlannedStep } from '../target.ts'
import { typed } from './app.ts'

/** What the fake would run for a step, for plans. */
export function fakeCommands(step: PlannedStep, instances: readonly string[]): PlannedCommand[] {
  switch (step.kind) {
    case 'start-all':
      return instances.map((name) => ({ what: `start ${name}`, command: typed(['fake-server', name]) }))
    case 'deploy':
    case 'rollback':
      return instances.map((name) => ({
        what: `${step.kind} ${name}`,
        command: typed(['fake-switch', name, step.to]),
      }))
    case 'migrate':
      return [one(`migrate ${step.release}`, ['fake-migrate', step.direction, step.release])]
    case 'boot':
      return [one(`boot ${step.release}`, ['fake-server', step.release])]
    case 'lose':
    case 'give-back':
      return [one(`${step.kind} ${step.service}`, [`fake-${step.kind}`, step.service, step.as])]
    case 'squeeze': {
      const { cpus, memoryBytes } = step.to
      const to = [
        ...(cpus > 0 ? [`cpus=${cpus}`] : []),
        ...(memoryBytes > 0 ? [`memory=${memoryBytes}`] : []),
      ]
      return [one(`squeeze ${step.name}`, ['fake-squeeze', step.name, ...to])]
    }
    case 'fill':
    case 'empty':
      return [one(`${step.kind} ${step.name}`, [`fake-${step.kind}`, step.name, step.path])]
    case 'release': {
      const of = [...(step.of.cpus ? ['cpus'] : []), ...(step.of.memory ? ['memory'] : [])]
      return [one(`release ${step.name}`, ['fake-release', step.name, ...of])]
    }
    case 'disturb':
      return [one(`disturb ${step.service}`, ['fake-disturb', step.service, step.how.kind])]
    case 'clear':
      return [one(`clear ${step.service}`, ['fake-clear', step.service])]
    default:
      return [one(`${step.kind} ${step.name}`, [`fake-${step.kind}`, `<pid of ${step.name}>`])]
  }
}

function one(what: string, argv: string[]): PlannedCommand {
  return { what, command: typed(argv) }
}
