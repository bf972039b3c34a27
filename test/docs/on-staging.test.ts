/** The configuration and the drills of docs/on-staging.md, planned against a project that is up on another machine. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openTarget } from '../../src/cli/choose.ts'
import { planFor, resolveDrill } from '../../src/cli/plan-run.ts'
import { openProject } from '../../src/cli/project.ts'
import { assertAllowed } from '../../src/run/hosts/assert-allowed.ts'
import { inProject } from '../cli/small-project.ts'
import { API, project } from '../config/project.ts'
import { staging, URL_THERE } from '../target/compose/existing/rig.ts'
import { filesIn } from './page.ts'

const PAGE = fileURLToPath(new URL('../../docs/on-staging.md', import.meta.url))
const DRILLS = JSON.stringify(fileURLToPath(new URL('../../src/drills/index.ts', import.meta.url)))
/** Where the rig's web-1 is reached. */
const PUBLISHED = 'http://10.0.0.5:32001'

/** What the page has a reader write, and what `init` wrote before it. */
function pageFiles(): Record<string, string> {
  const written = Object.entries(filesIn(readFileSync(PAGE, 'utf8')))
  const files = written.map(([path, text]) => [
    path,
    text.replaceAll("'firedrill'", API).replaceAll("'firedrill/drills'", DRILLS),
  ])
  return {
    'drills/kill-node.ts': `import { killNode } from ${DRILLS}\nexport default killNode({ load: 'users', rate: '100/s' })\n`,
    'scenarios/users.js': 'export default function () {}\n',
    ...Object.fromEntries(files),
  }
}

/** Staging as the page has it: the project, the context of the docker command, the name by which users come in. */
async function stagingOfThePage() {
  const context = [{ Name: 'staging', Endpoints: { docker: { Host: URL_THERE } } }]
  const { host } = await staging({}, { own: 'shop-staging', dockerSays: JSON.stringify(context) })
  host.net.name('staging.example', '203.0.113.7')
  return host
}

/** As `firedrill plan <name> --env staging` does it, on that staging. */
async function planned(name: string, set: string[]) {
  const host = await stagingOfThePage()
  return inProject(project(pageFiles()), async () => {
    const opened = { ...(await openProject({ env: 'staging' })), host }
    // The project lies on the real disk; that host has one of its own.
    const { users } = opened.loaded.config.loads
    await host.files.makeDir(dirname(users!.script))
    await host.files.writeAtomic(users!.script, '')
    const resolved = resolveDrill(opened.find(name), opened, { set, seed: 1 })
    const { target } = await openTarget(opened, undefined, resolved.steps)
    return { plan: await planFor(opened, target, resolved), target, opened, host }
  })
}

it.each([
  { name: 'pause-node', set: [] },
  { name: 'kill-node', set: ['rate=50/s'] },
  { name: 'bad-deploy', set: [] },
])('nothing refuses $name on staging', async ({ name, set }) => {
  const { plan } = await planned(name, set)
  expect(plan.refusals).toEqual([])
  const typed = plan.commands.flatMap(({ commands }) => commands.map(({ command }) => command))
  expect(typed.length).toBeGreaterThan(0)
  for (const { env } of typed) expect(env).toMatchObject({ DOCKER_CONTEXT: 'staging' })
})

it('asks no host there that the page does not list: neither the edge nor an instance that publishes its port', async () => {
  const { target, opened, host } = await planned('kill-node', ['rate=50/s'])
  const { allowedHosts, probes: namedProbes, ledger } = opened.loaded.config
  const edge = new URL(target.edgeUrl ?? '')
  expect(edge.hostname).toBe('staging.example')
  const web = { name: 'web-1', url: PUBLISHED, identity: null, release: null, ready: true }
  const running = { edge, instances: async () => [web], variables: {} }
  await expect(assertAllowed({ host, allowedHosts, namedProbes, ledger }, running)).resolves.toBeUndefined()
})
