/** Every command: what is shown of it in help, and where it is. Only the one that is asked for is loaded. */
import type { Command } from 'commander'
import { EXIT } from '../../errors.ts'
import { type ExitWords, OF_RUNS } from '../exit-words.ts'
import type { CommandContext } from '../program.ts'

export type AddCommand = (program: Command, context: CommandContext) => Command

export interface CommandRow {
  /** As commander reads it: the name, then the arguments. */
  usage: string
  description: string
  exits: ExitWords
  load(): Promise<AddCommand>
}

/** In the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandRow>> = {
  init: {
    usage: 'init',
    description: 'Put this project under drills: looks at what is here and writes what is missing.',
    exits: { [EXIT.pass]: 'written, or nothing was missing', [EXIT.refused]: 'something is there already' },
    load: async () => (await import('./init.ts')).addInit,
  },
  run: {
    usage: 'run <drill...>',
    description: 'Run drills, one after the other, and judge each.',
    exits: OF_RUNS,
    load: async () => (await import('./run.ts')).addRun,
  },
  prove: {
    usage: 'prove <drill>',
    description:
      'Run a drill as it is and on sabotaged targets, and say what it caught and what it let through.',
    exits: {
      ...OF_RUNS,
      [EXIT.pass]: 'all were caught',
      [EXIT.fail]: 'one was let through',
      [EXIT.inconclusive]: 'not decided',
    },
    load: async () => (await import('./prove.ts')).addProve,
  },
  list: {
    usage: 'list',
    description: 'List the drills of this project, with their questions and parameters.',
    exits: { [EXIT.pass]: 'listed' },
    load: async () => (await import('./list.ts')).addList,
  },
  plan: {
    usage: 'plan <drill>',
    description: 'Show what a drill would do, and every reason why it would be refused. Starts nothing.',
    exits: { [EXIT.pass]: 'nothing refuses it', [EXIT.refused]: 'it would be refused' },
    load: async () => (await import('./plan.ts')).addPlan,
  },
  report: {
    usage: 'report [run]',
    description:
      'Say where a run’s report is, making it where it is missing; the latest run’s unless one is named.',
    exits: { [EXIT.pass]: 'there is a report' },
    load: async () => (await import('./report.ts')).addReport,
  },
  judge: {
    usage: 'judge <run>',
    description: 'Judge a stored run again, from its record alone, and write its reports anew.',
    exits: OF_RUNS,
    load: async () => (await import('./judge.ts')).addJudge,
  },
  gate: {
    usage: 'gate <artifact>',
    description:
      'May this artifact be released? By a policy, from stored runs that are whole and of just this artifact.',
    exits: { [EXIT.pass]: 'it may be released', [EXIT.fail]: 'it may not' },
    load: async () => (await import('./gate.ts')).addGate,
  },
  compare: {
    usage: 'compare <first> <second>',
    description: 'Compare stored runs of one drill: is the second worse than the first?',
    exits: {
      [EXIT.pass]: 'no worse',
      [EXIT.fail]: 'worse',
      [EXIT.inconclusive]: 'too little data',
    },
    load: async () => (await import('./compare.ts')).addCompare,
  },
  history: {
    usage: 'history [drill...]',
    description: 'How stored runs went over time, and where they became worse: latency, recovery, rollback.',
    exits: { [EXIT.pass]: 'told, whatever it is' },
    load: async () => (await import('./history.ts')).addHistory,
  },
  runbook: {
    usage: 'runbook',
    description: 'Write the page by which a person deploys and rolls back, from what was rehearsed.',
    exits: {
      [EXIT.pass]: 'written; --check: the page is right',
      [EXIT.fail]: '--check: it is not',
      [EXIT.refused]: 'no page can be made of what was rehearsed',
    },
    load: async () => (await import('./runbook.ts')).addRunbook,
  },
  doctor: {
    usage: 'doctor',
    description: 'Say what is here, what is missing and how to get it. Starts nothing.',
    exits: { [EXIT.pass]: 'all that is needed is here', [EXIT.missing]: 'something is missing' },
    load: async () => (await import('./doctor.ts')).addDoctor,
  },
  recover: {
    usage: 'recover [run]',
    description: 'Undo what a run left behind, from its journal. May be done any number of times.',
    exits: {
      [EXIT.pass]: 'nothing is left',
      [EXIT.dirty]: 'something is left',
      [EXIT.busy]: 'the run is still under way',
      [EXIT.missing]: 'all is undone, but the journal could not be written',
      [EXIT.refused]: 'a run of another project is left as it is',
    },
    load: async () => (await import('./recover.ts')).addRecover,
  },
  clean: {
    usage: 'clean',
    description: 'Remove old run records. Never one that was not cleaned up, nor the latest.',
    exits: { [EXIT.pass]: 'removed, or there was nothing to remove' },
    load: async () => (await import('./clean.ts')).addClean,
  },
  // The last: it reads the others.
  completion: {
    usage: 'completion <shell>',
    description: 'Print what makes a shell complete firedrill’s commands, options and names.',
    exits: { [EXIT.pass]: 'printed' },
    load: async () => (await import('./completion.ts')).addCompletion,
  },
}
