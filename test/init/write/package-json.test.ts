import { expect, it } from 'vitest'
import { otherScripts, readPackage, withScripts } from '../../../src/init/write/package-json.ts'

const SCRIPTS = { 'drill:a': 'run a' }

it('adds scripts and leaves the rest as it is: order, indentation, last line', () => {
  const text =
    '{\n\t"version": "1.0.0",\n\t"name": "x",\n\t"scripts": {\n\t\t"start": "node a.js"\n\t},\n\t"type": "module"\n}'
  expect(withScripts(text, SCRIPTS)).toBe(
    '{\n\t"version": "1.0.0",\n\t"name": "x",\n\t"scripts": {\n\t\t"start": "node a.js",\n\t\t"drill:a": "run a"\n\t},\n\t"type": "module"\n}',
  )
  expect(withScripts('{}\n', SCRIPTS)).toBe('{\n  "scripts": {\n    "drill:a": "run a"\n  }\n}\n')
})

it('makes one where there is none', () => {
  expect(JSON.parse(withScripts(null, SCRIPTS))).toEqual({ private: true, scripts: SCRIPTS })
})

it('names scripts that do something else', () => {
  expect(otherScripts({ scripts: { 'drill:a': 'mine' } }, SCRIPTS)).toEqual(['drill:a'])
  expect(otherScripts({ scripts: { 'drill:a': 'run a' } }, SCRIPTS)).toEqual([])
  expect(otherScripts({}, SCRIPTS)).toEqual([])
})

it.each(['no json', 'null', '[]', '7', '{"scripts":7}'])('cannot be read as a package: %s', (text) => {
  expect(readPackage(text)).toBeNull()
})
