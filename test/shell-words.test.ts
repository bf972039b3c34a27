import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandWords, quoted } from '../src/shell-words.ts'

const PRINT = `process.stdout.write(JSON.stringify({ argv: process.argv.slice(1), env: process.env }))`

/** What a program is given by each of these lines, in a real shell. */
function inShell(lines: readonly string[]): string[][] {
  const script = lines.map((line) => `printf '%s\\0' ${line}; printf '\\1'`).join('\n')
  const out = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH } })
  return out
    .split('\u0001')
    .slice(0, -1)
    .map((each) => each.split('\0').slice(0, -1))
}

const HOSTILE = [
  '',
  "it's",
  '$(touch /tmp/x)',
  '`id`',
  '"; rm -rf /; "',
  '$HOME',
  '${PATH}',
  '!!',
  '*',
  '~',
  '#',
  'a\nb',
  'a\n\n',
  '\n',
  '\t',
  '\r',
  '\\',
  '\\n',
  '%s%n',
  '--help',
  '-rf',
  '=ls',
  '{a,b}',
  '<(x)',
  '&& x',
  '| x',
  '\u001b[2J',
  '\u009b2J',
  'ö漢😀',
  "'\\''",
  'a\u0007\n',
]

describe('a word as it is typed', () => {
  it('is that word for a shell, whatever it is', () => {
    expect(inShell(HOSTILE.map(quoted))).toEqual(HOSTILE.map((word) => [word]))
  })

  it('is so for any text', () => {
    const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0') && text.isWellFormed())
    const odd = fc.string({ unit: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;~# \n\t\r\u0007\u001b=%ab') })
    fc.assert(
      fc.property(fc.array(fc.oneof(word, odd), { minLength: 1, maxLength: 40 }), (words) => {
        expect(inShell([words.map(quoted).join(' ')])).toEqual([words])
      }),
      { numRuns: 60 },
    )
  })

  it('has nothing in it that a terminal takes for an order, and no quotes where none are needed', () => {
    for (const word of HOSTILE.filter((each) => !/\n$/.test(each)))
      expect(quoted(word)).not.toMatch(/\p{Cc}/u)
    expect(quoted('/srv/app-1.0/x@y:z,w%20+=')).toBe('/srv/app-1.0/x@y:z,w%20+=')
  })
})

describe('a command as it is typed', () => {
  /** What a program is really given by it: Node, under a name of its own. */
  const given = (argv: readonly string[], env: Readonly<Record<string, string>>) => {
    const line = commandWords([process.execPath, '-e', PRINT, '--', ...argv], env)
    return JSON.parse(execFileSync('sh', ['-c', line], { encoding: 'utf8' })) as {
      argv: string[]
      env: Record<string, string>
    }
  }

  it('gives a program its arguments and its variables', () => {
    const env = { PORT: '3001', A: "it's $HOME", EMPTY: '', MANY: 'a\nb' }
    const seen = given(['a b', '$(x)'], env)
    expect(seen.argv).toEqual(['a b', '$(x)'])
    expect(seen.env).toMatchObject(env)
  })

  it('also variables that a shell has no name for', () => {
    const env = { 'app.mode': 'x y', 'a-b': '$c' }
    expect(commandWords(['x'], env)).toBe(`env 'app.mode=x y' 'a-b=$c' x`)
    expect(given([], env).env).toMatchObject(env)
  })

  it.each(['A=b', 'if', 'time', 'for'])('runs a program that is called %s', (program) => {
    expect(commandWords([program, 'x'])).toBe(`'${program}' x`)
  })
})
