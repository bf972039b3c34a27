import { expect, it } from 'vitest'
import { fakeCommands } from '../../../src/target/fake/commands.ts'
import type { PlannedStep } from '../../../src/target/target.ts'

it('says a command for each kind of step', () => {
  const steps: PlannedStep[] = [
    { kind: 'start-all' },
    { kind: 'deploy', from: '1.0.0', to: '1.1.0' },
    { kind: 'migrate', release: '1.1.0', direction: 'up' },
    { kind: 'boot', release: '1.0.0', set: {}, without: ['A'] },
    { kind: 'lose', service: 'db', as: 'hang' },
    { kind: 'stop', name: 'web-1' },
  ]
  expect(
    steps.flatMap((step) => fakeCommands(step, ['web-1'])).map(({ command }) => command.argv.join(' ')),
  ).toEqual([
    'fake-server web-1',
    'fake-switch web-1 1.1.0',
    'fake-migrate up 1.1.0',
    'fake-server 1.0.0',
    'fake-lose db hang',
    'fake-stop <pid of web-1>',
  ])
})
