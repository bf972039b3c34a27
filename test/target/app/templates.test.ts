import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { argvOf, expand, expandAll, namesIn } from '../../../src/target/app/templates.ts'

describe('templates', () => {
  it('fill in names, and leave other braces alone', () => {
    const variables = { port: '3001', 'services.db.port': '5432' }
    expect(expand('{port}/{services.db.port}', variables)).toBe('3001/5432')
    expect(expand('{"a":{"b":1}} {} { port } {{port}}', variables)).toBe('{"a":{"b":1}} {} { port } {port}')
    expect(expandAll({ A: '{port}' }, variables)).toEqual({ A: '3001' })
  })

  it('do not expand what was filled in', () => {
    expect(expand('{a}', { a: '{b}', b: 'x' })).toBe('{b}')
  })

  it('refuse an unknown name with the known ones, also one that every object has', () => {
    expect(() => expand('{prot}', { port: '1', name: 'x' })).toThrow('known are {port}, {name}')
    expect(() => expand('{toString}', {})).toThrow('{toString} is not known')
  })

  it('leave any text without braces as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{'))
        expect(expand(text, {})).toBe(text)
        expect(namesIn(text)).toEqual([])
      }),
    )
  })

  it('know the names that a text uses', () => {
    expect(namesIn('{a} {{b}} {c.d-e} {"x"}')).toEqual(['a', 'c.d-e'])
  })

  it('split a command before it is filled in, and never give it to a shell', () => {
    const variables = { release: '/my app/r', port: '1' }
    expect(argvOf('node "{release}/a b.js" --port={port} $HOME', variables)).toEqual([
      'node',
      '/my app/r/a b.js',
      '--port=1',
      '$HOME',
    ])
    expect(argvOf(['a b', '{port}'], variables)).toEqual(['a b', '1'])
  })
})
