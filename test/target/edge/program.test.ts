import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { EDGE_PROGRAM, ROUTE_PROGRAM } from '../../../src/target/edge/program.ts'

test('both programs are there', () => {
  expect([EDGE_PROGRAM, ROUTE_PROGRAM].map((path) => basename(path))).toEqual(['main.ts', 'route.ts'])
  expect([EDGE_PROGRAM, ROUTE_PROGRAM].every((path) => existsSync(path))).toBe(true)
})
