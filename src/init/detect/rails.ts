import { readyPathIn } from '../guess.ts'
import type { Look, ProcessesWay } from '../way.ts'

const ROUTES = 'config/routes.rb'

/** A Rails app, by its bin/rails. Each instance has a pid file of its own: Rails refuses to start beside another's. */
export async function detectRails(look: Look): Promise<ProcessesWay | null> {
  if (!(await look.exists('bin/rails'))) return null
  const routes = await look.read(ROUTES)
  return {
    target: 'processes',
    from: 'bin/rails',
    run: 'bin/rails server --binding 127.0.0.1 --port {port} --pid {state}/{name}.pid',
    portVariable: 'PORT',
    env: {},
    ready: routes?.includes('rails/health#show')
      ? { path: '/up', from: ROUTES }
      : readyPathIn(routes, ROUTES),
    notes: [
      "It runs in development until the configuration hands on what your shell has: inheritEnv: ['RAILS_ENV', 'SECRET_KEY_BASE'].",
    ],
  }
}
