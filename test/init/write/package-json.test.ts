import { expect, it } from 'vitest'
import {
  missingScripts,
  otherScripts,
  readPackage,
  withScripts,
} from '../../../src/init/write/package-json.ts'

const SCRIPTS = [{ name: 'drill:a', command: 'run a', alike: ['exec run a'] }]

it('adds scripts and leaves the rest as it is: order, indentation, last line', () => {
  const text =
    '{\n\t"version": "1.0.0",\n\t"name": "x",\n\t"scripts": {\n\t\t"start": "node a.js"\n\t},\n\t"type": "module"\n}'
  expect(withScripts(text, SCRIPTS)).toBe(
    '{\n\t"version": "1.0.0",\n\t"name": "x",\n\t"scripts": {\n\t\t"start": "node a.js",\n\t\t"drill:a": "run a"\n\t},\n\t"type": "module"\n}',
  )
  expect(withScripts('{}\n', SCRIPTS)).toBe('{\n  "scripts": {\n    "drill:a": "run a"\n  }\n}\n')
})

it('keeps the line ends that it has', () => {
  const text = '{\r\n  "name": "x"\r\n}\r\n'
  expect(withScripts(text, SCRIPTS)).toBe(
    '{\r\n  "name": "x",\r\n  "scripts": {\r\n    "drill:a": "run a"\r\n  }\r\n}\r\n',
  )
})

it('makes one where there is none', () => {
  expect(JSON.parse(withScripts(null, SCRIPTS))).toEqual({
    private: true,
    scripts: { 'drill:a': 'run a' },
  })
})

it('names scripts that do something else', () => {
  expect(otherScripts({ scripts: { 'drill:a': 'mine' } }, SCRIPTS)).toEqual(['drill:a'])
  expect(otherScripts({ scripts: { 'drill:a': 'run a' } }, SCRIPTS)).toEqual([])
  expect(otherScripts({}, SCRIPTS)).toEqual([])
})

it('takes another form of the command for the same, and lets it stand', () => {
  const there = { scripts: { 'drill:a': 'exec run a' } }
  expect(otherScripts(there, SCRIPTS)).toEqual([])
  expect(missingScripts(there, SCRIPTS)).toEqual([])
  expect(missingScripts({}, SCRIPTS)).toEqual(SCRIPTS)
  const more = [...SCRIPTS, { name: 'drill:b', command: 'run b', alike: [] }]
  expect(JSON.parse(withScripts(JSON.stringify(there), more)).scripts).toEqual({
    'drill:a': 'exec run a',
    'drill:b': 'run b',
  })
})

it.each(['no json', 'null', '[]', '7', '{"scripts":7}'])('cannot be read as a package: %s', (text) => {
  expect(readPackage(text)).toBeNull()
})
