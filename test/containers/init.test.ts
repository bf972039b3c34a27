/** A Compose project without a balancer, as `firedrill init` puts it under drills: what it writes is brought up. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { balancerFile } from '../../src/init/balancer.ts'
import { detectCompose } from '../../src/init/detect/compose.ts'
import type { ComposeWay } from '../../src/init/way.ts'
import { createComposeTarget } from '../../src/target/compose/compose-target.ts'
import type { RunningTarget } from '../../src/target/target.ts'
import { eventually } from '../fixtures/rig.ts'
import { lookAt } from '../init/files.ts'
import { createWorld, type World } from '../target/recorder.ts'
import { output } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'

const HAPROXY = process.env.HAPROXY_IMAGE ?? 'haproxy:3.2-alpine'
const SERVER = [
  "const name = require('node:os').hostname()",
  "require('node:http').createServer((request, response) => response.end(name)).listen(3000)",
  "process.on('SIGTERM', () => process.exit(0))",
].join(';')
/** As a developer has it: one instance, on a port of the machine, with a name of its own. */
const PROJECT = `services:
  app:
    image: ${process.env.NODE_IMAGE ?? 'node:24-bookworm-slim'}
    container_name: my-only-app
    command: ["node", "-e", ${JSON.stringify(SERVER)}]
    ports: ["127.0.0.1:18439:3000"]
    healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:3000/health"] }
    networks: [backend]
networks:
  backend: {}
`

describe.skipIf(tellSkipped(await lacks()))('what init writes for a Compose project', () => {
  const root = mkdtempSync(join(tmpdir(), 'firedrill-init-'))
  let world: World
  let running: RunningTarget

  beforeAll(async () => {
    const found = await detectCompose(lookAt({ 'compose.yml': PROJECT }))
    const { files, instances, port, edge, ready, balancer } = found as ComposeWay
    const text = balancerFile({ balancer: balancer!, instances, port, ready: ready.path })
    writeFileSync(join(root, 'compose.yml'), PROJECT)
    writeFileSync(join(root, balancer!.file), text.replace('haproxy:3.2-alpine', HAPROXY))
    world = await createWorld()
    const target = createComposeTarget(
      { files: [...files], instances, port, edge, ready: ready.path },
      { root },
    )
    expect(await target.check(world.host)).toEqual([])
    running = await target.start(world.context)
  })
  afterAll(async () => {
    await running?.stop()
    await world?.close()
    rmSync(root, { recursive: true })
  })

  /** Who answered. */
  const ask = async () => (await world.host.net.request(running.edge.href, { timeoutMs: 2000 })).body

  it('are two instances behind a balancer, which asks both', async () => {
    expect((await running.instances()).map(({ name, ready }) => [name, ready])).toEqual([
      ['app-1', true],
      ['app-2', true],
    ])
    const names = new Set<string>()
    await eventually('both have answered', async () => names.add(await ask()).size === 2, 20_000)
  })

  it('goes on with one of them', async () => {
    const [, second] = await running.instances()
    const undo = running.lifecycle!.killUndo(second!)
    await world.context.change({ what: 'kill app-2', undo }, () => running.lifecycle!.kill(second!))
    for (let n = 0; n < 20; n += 1) expect(await ask()).not.toBe('')
    expect(await output(['docker', 'ps', '-q', '--filter', 'name=^my-only-app$'])).toBe('')
  })
})
