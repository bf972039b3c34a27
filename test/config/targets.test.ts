import { expect, expectTypeOf, test } from 'vitest'
import type { ProcessesOptions } from '../../src/config/targets.ts'
import { processes } from '../../src/config/targets.ts'
import type { ProcessOptionsInput } from '../../src/target/process/options.ts'
import { parseProcessOptions } from '../../src/target/process/options.ts'

test('a target is its kind and its options, as they were given', () => {
  const options = { instances: 2, run: 'node server.js', port: { env: 'PORT' } }
  expect(processes(options)).toEqual({ kind: 'processes', options })
})

test('what may be written is what the adapter takes, field by field', () => {
  expectTypeOf<keyof ProcessesOptions>().toEqualTypeOf<keyof ProcessOptionsInput>()
  type WrittenEdge = Exclude<NonNullable<ProcessesOptions['edge']>, 'built-in'>
  expectTypeOf<keyof WrittenEdge>().toEqualTypeOf<keyof NonNullable<ProcessOptionsInput['edge']>>()
  expectTypeOf<keyof NonNullable<ProcessesOptions['services']>[string]>().toEqualTypeOf<
    keyof NonNullable<ProcessOptionsInput['services']>[string]
  >()
  const { options } = processes({
    instances: 2,
    run: ['node', 'server.js'],
    stopTimeout: '45s',
    edge: { run: 'node edge.js', port: { env: 'EDGE_PORT' }, accessLog: { file: 'edge.log' } },
    services: { db: { external: 'postgres://127.0.0.1/shop' } },
  })
  expect(parseProcessOptions(options)).toMatchObject({ instances: 2, stopTimeout: '45s' })
})
