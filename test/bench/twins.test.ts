/** The catalogue of twins: whole, distinct, and tied to what makes them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chosen, healthy, healthyOnCompose, twins, twinsOnCompose } from '../../bench/rehearsals.ts'
import config from '../../firedrill.config.ts'
import { root } from '../fixtures/rig.ts'

const environments = config.environments ?? {}
const patches = readdirSync(join(root, 'fixtures/twins'))
  .filter((file) => file.endsWith('.patch'))
  .map((file) => file.replace('.patch', ''))

test('there are at least thirty on processes, each broken in its own way', () => {
  const names = twins.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(twins.map(({ env }) => env)).size).toBeGreaterThanOrEqual(30)
})

test('each has an environment in the configuration, on its target, and a healthy drill beside it', () => {
  const all = [...healthy, ...healthyOnCompose]
  for (const { env, drill, target } of [...twins, ...twinsOnCompose]) {
    expect(targetsOf(env ?? ''), env).toContain(target)
    expect(all.some((one) => one.drill === drill && one.target === target)).toBe(true)
  }
  for (const { env, target } of all) if (env !== undefined) expect(targetsOf(env), env).toContain(target)
})

function targetsOf(name: string): string[] {
  const environment = environments[name]
  if (environment === undefined) return []
  return 'target' in environment && environment.target
    ? [environment.target.kind]
    : Object.keys(environment.targets ?? {})
}

test('each patch is put to a drill, as what serves or as what is shipped', () => {
  const source = readFileSync(join(root, 'firedrill.config.ts'), 'utf8')
  const tried = new Set([...twins, ...twinsOnCompose].map(({ env }) => env ?? ''))
  const untried = patches.filter(
    (patch) => !tried.has(patch) && !(tried.has(`ships-${patch}`) && source.includes(`1.1.0-${patch}'`)),
  )
  expect(untried).toEqual([])
})

test('each commit has its own few, and they are the same for the same commit', () => {
  expect(chosen(twins, 'one', 4)).toEqual(chosen(twins, 'one', 4))
  expect(new Set(chosen(twins, 'one', 4)).size).toBe(4)
  const all = Array.from({ length: 400 }, (_, k) => chosen(twins, String(k), 4)).flat()
  expect(new Set(all).size).toBe(twins.length)
})
