import { readyPathIn } from '../guess.ts'
import type { Look, ProcessesWay } from '../way.ts'

const ROUTES = 'config/routes.rb'

/** A Rails app, by its bin/rails. Each instance has a pid file of its own: Rails refuses to start beside another's. */
export async function detectRails(look: Look): Promise<ProcessesWay | null> {
  if (!(await look.exists('bin/rails'))) return null
  const routes = ((await look.read(ROUTES)) ?? '').replaceAll(/^\s*#.*$/gm, '')
  return {
    target: 'processes',
    from: 'bin/rails',
    run: 'bin/rails server --binding 127.0.0.1 --port {port} --pid {state}/{name}.pid',
    portVariable: 'PORT',
    env: {},
    ready: healthPageIn(routes) ?? readyPathIn(routes, ROUTES),
    notes: [
      "It runs in development until the configuration hands on what your shell has: inheritEnv: ['RAILS_ENV', 'SECRET_KEY_BASE'].",
    ],
  }
}

/** Of `get "up" => "rails/health#show"`, or `get "/up", to: "rails/health#show"`: /up. */
function healthPageIn(routes: string): ProcessesWay['ready'] | null {
  const found = /\b(?:get|match)\b[\s(]*(?:["']\/?([^"'(]+)|:(\w+)).*rails\/health#show/.exec(routes)
  const name = found?.[1] ?? found?.[2]
  return name === undefined ? null : { path: `/${name}`, from: ROUTES }
}
