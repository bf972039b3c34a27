import { expect, it } from 'vitest'
import { commandsIn, filesIn, partsOf } from './page.ts'

const page = (...lines: string[]) => partsOf(lines.join('\n'))

it('gives projects, files and commands in order, and passes over everything else', () => {
  const parts = page(
    '# Title',
    '<!-- project: node -->',
    '<!-- file: a.js -->',
    '```js',
    'one()',
    '```',
    'text',
    '```ts',
    'an illustration',
    '```',
    '```sh',
    'npx firedrill list',
    '```',
  )
  expect(parts).toEqual([
    { kind: 'project', name: 'node', line: 2 },
    { kind: 'file', path: 'a.js', text: 'one()\n', line: 4 },
    {
      kind: 'commands',
      text: 'npx firedrill list\n',
      line: 11,
      exit: 0,
      prints: [],
      notRun: null,
      needs: null,
    },
  ])
})

it('tells commands how they end, what they print, and why they are not run', () => {
  const [commands] = page(
    '<!-- exit: 77 -->',
    '<!-- prints: a -->',
    '<!-- prints: b -->',
    '',
    '```sh',
    'x',
    '```',
  )
  expect(commands).toMatchObject({ exit: 77, prints: ['a', 'b'], notRun: null })
  expect(page('<!-- not run: needs staging -->', '```sh', 'x', '```')[0]).toMatchObject({
    notRun: 'needs staging',
  })
})

it('takes a directive for the next fence alone, and not past other text', () => {
  const [first, second] = page('<!-- exit: 1 -->', '```sh', 'x', '```', '```sh', 'y', '```')
  expect([first, second]).toMatchObject([{ exit: 1 }, { exit: 0 }])
  expect(page('<!-- exit: 1 -->', 'text', '```sh', 'x', '```')[0]).toMatchObject({ exit: 0 })
})

it('takes the indentation of a list away', () => {
  expect(page('1. do', '   <!-- exit: 2 -->', '   ```sh', '   x \\', '     y', '   ```')[0]).toMatchObject({
    text: 'x \\\n  y\n',
    exit: 2,
  })
})

it('refuses what it would pass over by a slip', () => {
  expect(() => page('<!-- notrun: x -->')).toThrow('"notrun" is no directive')
  expect(() => page('```sh', 'x')).toThrow('never ends')
})

it('counts what a person types', () => {
  expect(commandsIn('# why\nnpm init -y\n\nfiredrill run a \\\n  --set b=c\n')).toEqual([
    'npm init -y',
    'firedrill run a    --set b=c',
  ])
})

it('has the files as they are at the end of the page', () => {
  const file = (path: string, line: string) => [`<!-- file: ${path} -->`, '```ts', line, '```'].join('\n')
  const text = [file('a.ts', 'one()'), file('b.ts', 'two()'), file('a.ts', 'three()')].join('\n')
  expect(filesIn(text)).toEqual({ 'a.ts': 'three()\n', 'b.ts': 'two()\n' })
})
