import { expect, it } from 'vitest'
import { confirmTouched, isProduction } from '../../src/cli/confirm.ts'
import { fakeHost } from '../../src/host/fake/host.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import { madeTerminal } from './made-terminal.ts'

const host = fakeHost()
const touches = async () => ({
  name: 'shop-staging',
  where: 'the project shop-staging on the engine at tcp://10.0.0.5:2375',
  things: [{ name: 'shop-staging-web-1-1', image: 'shop:1', state: 'running' }],
})

async function aborted(signal: AbortSignal): Promise<unknown> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  return signal.reason
}

function confirming(
  wanted: {
    given?: string[]
    /** `nothing yet`: nobody ends the line. */
    types?: string[] | 'nothing yet'
    environment?: string
    own?: boolean
    production?: boolean
  } = {},
) {
  const { given = [], types, environment, own = false, production = false } = wanted
  const asked: string[] = []
  const interruption = createInterruption()
  const plain = madeTerminal()
  const ask = async (question: string) => {
    asked.push(question)
    return types === 'nothing yet' ? new Promise<string>(() => undefined) : (types?.shift() ?? '')
  }
  const terminal = Object.assign(plain, types ? { ask } : {})
  const target = own ? {} : { touches }
  const { signal } = interruption
  const done = confirmTouched({ target, host, environment, production, given, terminal, signal })
  return { done, asked, terminal, given, interruption }
}

it('shows what may be touched, and goes on when it was named', async () => {
  const { done, terminal, asked } = confirming({ given: ['shop-staging'] })
  await done
  expect(terminal.stderr).toContain('  shop-staging-web-1-1  shop:1  running\n')
  expect(asked).toEqual([])
})

it('asks a person once, for all drills of a command', async () => {
  const { done, asked, given } = confirming({ types: ['shop-staging\n'] })
  await done
  expect(asked).toEqual(['Type the name of the project to go on: '])
  expect(given).toEqual(['shop-staging'])
})

it('is asked no longer once a signal came', async () => {
  const { done, interruption, given } = confirming({ types: 'nothing yet' })
  setTimeout(() => interruption.receive('SIGTERM'), 20)
  await expect(done).rejects.toBe(await aborted(interruption.signal))
  expect(given).toEqual([])
})

it.each([
  [
    'a wrong name on the command line',
    { given: ['shop'] },
    'the project shop-staging was not named (shop was), and there is no terminal',
  ],
  ['nobody to ask', {}, 'there is no terminal to ask at'],
  ['a wrong name typed', { types: ['shop-stagin'] }, '"shop-stagin" was typed'],
  ['nothing typed', { types: [''] }, '"" was typed'],
  [
    'production that was not named',
    { given: ['shop-staging'], environment: 'production' },
    'the environment production was not named',
  ],
  [
    'production, also of a target of its own',
    { own: true, environment: 'prod-eu' },
    'the environment prod-eu was not named',
  ],
  [
    'an environment that is marked as production',
    { own: true, environment: 'live', production: true },
    'the environment live was not named',
  ],
  [
    'a configuration that is production as a whole',
    { own: true, production: true },
    'the environment production was not named',
  ],
])('refuses %s', async (_what, wanted, message) => {
  await expect(confirming(wanted).done).rejects.toMatchObject({
    code: 'not-confirmed',
    exitCode: 77,
    message: expect.stringContaining(message),
  })
})

it('lets production be named beside the project', async () => {
  await confirming({ given: ['shop-staging', 'production'], environment: 'production' }).done
})

it('asks for nothing where all is of the run’s own', async () => {
  const { done, terminal } = confirming({ own: true, environment: 'staging' })
  await done
  expect(terminal.stderr).toBe('')
})

it.each([
  ['production', true],
  ['Prod', true],
  ['prod-eu', true],
  ['staging', false],
  ['reproduction', false],
])('takes %s for production: %s', (name, expected) => {
  expect(isProduction(name)).toBe(expected)
})
