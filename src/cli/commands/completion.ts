import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'
import { type Completable, completable } from '../completable.ts'
import type { CommandContext } from '../program.ts'

const NAME = 'completion'

/** Reads the commands that are there by now; adds `completion`, and a hidden `complete` that its scripts call. */
export function addCompletion(program: Command, _context: CommandContext): Command {
  const root = tab(program, { completionCommandName: NAME })
  let names: Completable = { drills: [], targets: [], environments: [] }
  program.hook('preAction', async (_program, action) => {
    // Only now: it reads the project's files.
    if (action.name() === 'complete') names = await completable()
  })
  for (const command of root.commands.values()) {
    const [drill, target, environment] = [
      command.arguments.get('drill'),
      command.options.get('target'),
      command.options.get('env'),
    ]
    if (drill)
      drill.handler = (offer) => {
        for (const { name, purpose } of names.drills) offer(name, purpose)
      }
    // `init` has kinds of target, which it names itself.
    if (target && command.value !== 'init')
      target.handler = (offer) => {
        for (const name of names.targets) offer(name, '')
      }
    if (environment)
      environment.handler = (offer) => {
        for (const name of names.environments) offer(name, '')
      }
  }
  const added = program.commands.find((command) => command.name() === NAME)
  if (added === undefined) throw new Error(`The library added no command ${NAME}.`)
  return added.addHelpText(
    'after',
    `
Examples:
  firedrill completion bash > ~/.local/share/bash-completion/completions/firedrill
  firedrill completion fish > ~/.config/fish/completions/firedrill.fish
  source <(npx firedrill completion zsh)

It completes the name firedrill, which then has to be found: PATH="$PWD/node_modules/.bin:$PATH".`,
  )
}
