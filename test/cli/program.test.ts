import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/map.ts'
import { VERSION } from '../../src/host/version.ts'
import { configFile, project } from '../config/project.ts'
import { firedrill, smallProject } from './small-project.ts'

const NAMES = Object.keys(COMMANDS)
const nowhere = (args: string[]) => firedrill(project({ 'package.json': '{}' }), args)

describe('help', () => {
  it('names every command and exit code, on standard output', async () => {
    const { code, out, err } = await nowhere(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const command of NAMES) expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
    for (const exit of [0, 1, 2, 3, 4, 64, 69, 70, 75, 77, 129])
      expect(out).toMatch(new RegExp(`\\b${exit}[ /]`))
  })

  it.each(NAMES)(
    'of `%s` shows how it is used, and its exit codes, however it is asked for',
    async (command) => {
      const { code, out } = await nowhere([command, '--help'])
      expect(code).toBe(0)
      expect(out).toContain(`Usage: firedrill ${command}`)
      expect(out).toContain(COMMANDS[command]!.description.split(' ').slice(0, 5).join(' '))
      expect(out).toMatch(/\nExit codes:\n {2}0 /)
      expect((await nowhere(['help', command])).out).toBe(out)
      expect(out).toMatch(/Examples?:\n {2}firedrill/)
      expect(out).toContain('--debug')
      expect(out).not.toContain('default: []')
    },
  )

  it('is what is shown where no command is given, as bad usage', async () => {
    const { code, out, err } = await nowhere([])
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain('Usage: firedrill')
  })
})

it.each(['--version', '-V'])('%s is the version', async (option) => {
  expect(await nowhere([option])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' })
})

describe('a command line that is wrong', () => {
  const general =
    'Run `firedrill --help` to see the commands, or `firedrill <command> --help` for its options.'
  const of = (command: string) => `Run \`firedrill ${command} --help\` to see how it is used.`

  it.each([
    { args: ['lst'], says: "error [usage] unknown command 'lst'\n(Did you mean list?)", hint: general },
    {
      args: ['list', '--jsn'],
      says: "error [usage] unknown option '--jsn'\n(Did you mean --json?)",
      hint: of('list'),
    },
    { args: ['--loud'], says: "error [usage] unknown option '--loud'", hint: general },
    { args: ['plan'], says: "error [usage] missing required argument 'drill'", hint: of('plan') },
    { args: ['run'], says: "error [usage] missing required argument 'drill'", hint: of('run') },
    { args: ['--debug', 'run'], says: "error [usage] missing required argument 'drill'", hint: of('run') },
    { args: ['plan', 'holds', 'twice'], says: 'error [usage] too many arguments', hint: of('plan') },
    { args: ['plan', 'holds', '--seed', 'x'], says: 'A seed is a whole number from 0.', hint: of('plan') },
    {
      args: ['run', 'holds', '--retry-inconclusive', '11'],
      says: 'Give a whole number from 0 to 10.',
      hint: of('run'),
    },
    {
      args: ['help', 'runn'],
      says: "error [usage] unknown command 'runn'\n(Did you mean run?)",
      hint: general,
    },
  ])('$args ends with 64, says what, and where help is', async ({ args, says, hint }) => {
    const { code, out, err } = await firedrill(smallProject(), args)
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(says)
    expect(err).toContain(hint)
  })
})

describe('an error', () => {
  const broken = () => smallProject({ 'firedrill.config.ts': configFile("loads: 'shop.js',") })

  it('is told with its code and hint, and ends the command with its exit code', async () => {
    const { code, out, err } = await nowhere(['list'])
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toMatch(/^error \[config-not-found\] There is no firedrill\.config\.ts in /)
    expect(err).toContain('\n  `npx firedrill init` writes one')
    expect(err).toContain('docs/errors.md#config-not-found-exit-64')
  })

  it('shows its stack with --debug, before and after the command', async () => {
    const stack = /\n\s+at /
    expect((await firedrill(broken(), ['list'])).err).not.toMatch(stack)
    expect((await firedrill(broken(), ['list', '--debug'])).err).toMatch(stack)
    expect((await firedrill(broken(), ['--debug', 'list'])).err).toMatch(stack)
  })
})
