import { readyPathIn } from '../guess.ts'
import type { Look, ProcessesWay } from '../way.ts'

/** Any other Ruby app, by its config.ru: behind Puma where its Gemfile names it. */
export async function detectRack(look: Look): Promise<ProcessesWay | null> {
  const rack = await look.read('config.ru')
  // Rails brings one too.
  if (rack === null || (await look.exists('bin/rails'))) return null
  const gemfile = (await look.read('Gemfile')) ?? ''
  return {
    target: 'processes',
    from: 'config.ru',
    run: /\bpuma\b/.test(gemfile)
      ? 'bundle exec puma --bind tcp://127.0.0.1:{port}'
      : 'bundle exec rackup --host 127.0.0.1 --port {port}',
    portVariable: 'PORT',
    env: {},
    ready: readyPathIn(rack, 'config.ru'),
    notes: [],
  }
}
