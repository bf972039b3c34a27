import { describe, expect, it } from 'vitest'
import {
  flagArg,
  joiningsArg,
  limitsArg,
  listArg,
  markArg,
  numberArg,
  recordArg,
  specArg,
  textArg,
} from '../../src/undo/args.ts'

describe('the arguments of an undo', () => {
  it('are taken as they are when they fit', () => {
    expect(textArg({ path: '/a' }, 'path')).toBe('/a')
    expect(markArg({ mark: 'r/1' })).toBe('r/1')
    expect(markArg({ mark: 'r/' })).toBe('r/')
    expect(numberArg({ graceMs: 0 }, 'graceMs', 5)).toBe(0)
    expect(numberArg({}, 'graceMs', 5)).toBe(5)
    expect(listArg({ argv: ['a', ''] }, 'argv')).toEqual(['a', ''])
    expect(recordArg({ env: { A: '1' } }, 'env')).toEqual({ A: '1' })
    const networks = { app: { aliases: ['web'], links: [], fixedAddress: null } }
    expect(joiningsArg({ networks }, 'networks')).toEqual(networks)
    const limits = { cpus: 0.5, memoryBytes: 0 }
    expect(limitsArg({ limits }, 'limits')).toEqual(limits)
    const of = { kind: 'covered', args: { by: 'a' } }
    expect(specArg({ of }, 'of')).toEqual(of)
    expect([flagArg({ on: true }, 'on'), flagArg({}, 'on')]).toEqual([true, false])
  })

  it('are refused by name when they do not', () => {
    expect(() => textArg({}, 'path')).toThrow('"path" must be a text')
    expect(() => textArg({ path: 1 }, 'path')).toThrow('not 1')
    expect(() => markArg({ mark: 'r' })).toThrow('<run>/<n>')
    expect(() => numberArg({ graceMs: -1 }, 'graceMs', 5)).toThrow('at least 0')
    expect(() => numberArg({}, 'pid', Number.NaN)).toThrow('"pid"')
    expect(() => listArg({ argv: ['a', 1] }, 'argv')).toThrow('"argv" must be a list')
    expect(() => recordArg({ env: { A: 1 } }, 'env')).toThrow('"env.A"')
    expect(() => recordArg({ env: null }, 'env')).toThrow('texts by name')
    expect(() => joiningsArg({ networks: ['app'] }, 'networks')).toThrow('networks by name')
    expect(() => joiningsArg({ networks: { app: null } }, 'networks')).toThrow('"networks.app"')
    expect(() => joiningsArg({ networks: { app: {} } }, 'networks')).toThrow('"aliases" must be a list')
    expect(() => limitsArg({ limits: 1 }, 'limits')).toThrow('{ cpus, memoryBytes }')
    expect(() => limitsArg({ limits: { cpus: 1 } }, 'limits')).toThrow('"memoryBytes"')
    expect(() => specArg({ of: 'covered' }, 'of')).toThrow('{ kind, args }')
    expect(() => specArg({ of: { kind: 'covered' } }, 'of')).toThrow('"of.args"')
    expect(() => flagArg({ on: 'yes' }, 'on')).toThrow('true or false')
  })
})
