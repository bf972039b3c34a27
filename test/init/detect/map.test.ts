import { describe, expect, it } from 'vitest'
import { detectDjango } from '../../../src/init/detect/django.ts'
import { detectDockerfile } from '../../../src/init/detect/dockerfile.ts'
import { detectElixir } from '../../../src/init/detect/elixir.ts'
import { DETECTORS, detectWays } from '../../../src/init/detect/map.ts'
import { detectNode } from '../../../src/init/detect/node.ts'
import { detectRack } from '../../../src/init/detect/rack.ts'
import { detectRails } from '../../../src/init/detect/rails.ts'
import { baseEnvironment } from '../../../src/target/app/environment.ts'
import { lookAt } from '../files.ts'

const packageWith = (start: string) => JSON.stringify({ scripts: { start } })
const runs = async (files: Record<string, string>) =>
  (await detectWays(lookAt(files))).map((way) => ('run' in way ? way.run : way.from))

it('finds nothing where there is nothing', async () => {
  const nothing = lookAt({ 'package.json': '{}', 'notes.txt': '' })
  for (const detect of Object.values(DETECTORS)) expect(await detect(nothing)).toBeNull()
  expect(await detectWays(nothing)).toEqual([])
})

describe('a Node app', () => {
  const node = (files: Record<string, string>) => detectNode(lookAt(files))

  it('has its readiness path in a module that it is made of, as a router mostly is', async () => {
    const app = "const a = express()\na.use('/', require('./routes'))\na.listen(process.env.PORT)"
    const routes = { 'src/routes.js': "r.get('/healthz', ok)" }
    const ready = async (text: string, more: Record<string, string> = routes) =>
      (await node({ 'package.json': packageWith('node src/app.js'), 'src/app.js': text, ...more }))?.ready
    expect(await ready(app)).toEqual({ path: '/healthz', from: 'src/routes.js' })
    expect(await ready("import r from './routes.js'\na.use(r)")).toEqual({
      path: '/healthz',
      from: 'src/routes.js',
    })
    expect(await ready("import r from '../lib/index.ts'", { 'lib/index.ts': 'on("/up")' })).toEqual({
      path: '/up',
      from: 'lib/index.ts',
    })
    const none = { path: '/', from: 'nothing like /ready stands in src/app.js' }
    // Below a path of its own it would be elsewhere.
    expect(await ready(app.replace("'/'", "'/api'"))).toEqual(none)
    expect(await ready("require('express'); require('../../outside')")).toEqual(none)
  })

  it('is started by its script: as it is where that is one command, else by npm', async () => {
    const text = "createServer(x).listen(process.env.APP_PORT); route('/healthz'); on('SIGTERM')"
    expect(
      await node({ 'package.json': packageWith('node src/server.js'), 'src/server.js': text }),
    ).toMatchObject({
      from: 'package.json, "start": node src/server.js',
      run: 'node src/server.js',
      portVariable: 'APP_PORT',
      ready: { path: '/healthz', from: 'src/server.js' },
      notes: [],
    })
    for (const start of [
      'npm run build && node server.js',
      'tsx src/server.ts',
      'NODE_ENV=production node a.js',
      "node 'a b.js'",
    ])
      expect((await node({ 'package.json': packageWith(start) }))?.run).toBe('npm start')
  })

  it('is its main, or a file of a usual name, where there is no script', async () => {
    expect(
      (await node({ 'package.json': '{"main":"./lib/app.js"}', 'lib/app.js': '', 'server.js': '' }))?.run,
    ).toBe('node lib/app.js')
    expect((await node({ 'package.json': '{"main":"index.js"}', 'server.js': '' }))?.run).toBe(
      'node server.js',
    )
    expect(await node({ 'package.json': '{"main":"index.js"}' })).toBeNull()
    expect(await node({ 'package.json': '{"main":"style.css"}', 'style.css': '' })).toBeNull()
  })

  it('is told that stop-node asks it to end by itself, where nothing seems to handle SIGTERM', async () => {
    const notes = async (text: string, more: Record<string, string> = {}) =>
      (await node({ 'package.json': packageWith('node a.js'), 'a.js': text, ...more }))?.notes
    expect(await notes('x.listen(process.env.PORT)')).toEqual([
      'Nothing in a.js handles SIGTERM, as it seems: an instance that is stopped has to end by itself, with exit code 0, or the drill stop-node fails.',
    ])
    expect(await notes("require('./stop')", { 'stop.js': "process.on('SIGTERM', end)" })).toEqual([])
    // What ends it may stand in a module that is not looked at.
    expect(await notes("a.use('/api', routers.all); require('./stop')")).toEqual([])
    for (const library of ['@godaddy/terminus', 'http-graceful-shutdown', 'stoppable'])
      expect(await notes(`require('${library}')`)).toEqual([])
  })

  it('is told that it must not always listen on one port', async () => {
    const fixed = await node({
      'package.json': packageWith('node a.js'),
      'a.js': "listen(); x.listen(3000); on('SIGTERM')",
    })
    expect(fixed?.notes).toEqual([
      expect.stringContaining('a.js always listens on port 3000: let it read PORT'),
    ])
    const told = await node({
      'package.json': packageWith('node a.js'),
      'a.js': "x.listen(process.env.PORT ?? 3000); on('SIGTERM')",
    })
    expect(told?.notes).toEqual([])
  })

  it.each(['no json', 'null', '[]', '{"scripts":"none"}', '{"scripts":{"start":7}}'])(
    'is not found by a package.json that is %s',
    async (text) => {
      expect(await node({ 'package.json': text })).toBeNull()
    },
  )
})

describe('a Django app', () => {
  const manage = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")'
  const django = (files: Record<string, string>) => detectDjango(lookAt({ 'manage.py': manage, ...files }))

  it('runs behind Gunicorn where the project names it, else by its own server', async () => {
    expect((await django({ 'requirements.txt': 'django\ngunicorn==23' }))?.run).toBe(
      'gunicorn mysite.wsgi --bind 127.0.0.1:{port}',
    )
    const plain = await django({})
    expect(plain?.run).toBe('python3 manage.py runserver 127.0.0.1:{port} --noreload')
    expect(plain?.notes).toHaveLength(1)
  })

  it('runs in its virtual environment', async () => {
    expect((await django({ '.venv/bin/python': '' }))?.run).toMatch(/^\.venv\/bin\/python manage\.py /)
    expect((await django({ '.venv/bin/python': '', Pipfile: 'gunicorn = "*"' }))?.run).toMatch(
      /^\.venv\/bin\/gunicorn /,
    )
  })

  it('is asked at the path that its urls name, with the slash that it has', async () => {
    const urls = "urlpatterns = [path('healthz/', ok), path('', home)]"
    expect((await django({ 'mysite/urls.py': urls }))?.ready).toEqual({
      path: '/healthz/',
      from: 'mysite/urls.py',
    })
  })

  it('is not any manage.py', async () => {
    expect(await detectDjango(lookAt({ 'manage.py': 'print("flask")' }))).toBeNull()
  })
})

it('a Rails app gives each instance a pid file of its own, and is no mere Rack app', async () => {
  const files = {
    'bin/rails': '',
    'config.ru': 'run App',
    'config/routes.rb': 'get "up" => "rails/health#show"',
  }
  const rails = await detectRails(lookAt(files))
  expect(rails?.run).toContain('--port {port} --pid {state}/{name}.pid')
  expect(rails?.ready).toEqual({ path: '/up', from: 'config/routes.rb' })
  // What an app is started with holds no RAILS_ENV of the shell by itself.
  expect(Object.keys(baseEnvironment({ RAILS_ENV: 'production' }, []))).toEqual([])
  expect(rails?.notes).toEqual([expect.stringContaining("inheritEnv: ['RAILS_ENV'")])
  expect(await detectRack(lookAt(files))).toBeNull()
})

it('a Rails app is asked at the path that leads to its health page, in no comment', async () => {
  const readyOf = async (routes: string) =>
    (await detectRails(lookAt({ 'bin/rails': '', 'config/routes.rb': routes })))?.ready.path
  expect(await readyOf("  get '/healthz', to: 'rails/health#show', as: :rails_health_check")).toBe('/healthz')
  expect(await readyOf('get :up, to: "rails/health#show"')).toBe('/up')
  expect(await readyOf('get("status(.:format)" => "rails/health#show")')).toBe('/status')
  expect(await readyOf('# get "up" => "rails/health#show"\nget "/ping", to: "a#b"')).toBe('/ping')
  expect(await readyOf('  # get "/health", to: "a#b"')).toBe('/')
})

it('a Rack app runs behind Puma where its Gemfile names it', async () => {
  expect((await detectRack(lookAt({ 'config.ru': '', Gemfile: 'gem "puma"' })))?.run).toContain(
    'puma --bind tcp://127.0.0.1:{port}',
  )
  expect((await detectRack(lookAt({ 'config.ru': '' })))?.run).toContain('rackup')
})

it('an Elixir app runs as its release, each instance a node of its own name', async () => {
  const mix = 'def project do [app: :shop, deps: [{:phoenix, "~> 1.8"}]] end'
  expect(await detectElixir(lookAt({ 'mix.exs': mix }))).toMatchObject({
    run: '_build/prod/rel/shop/bin/shop start',
    env: { RELEASE_NODE: '{name}', PHX_SERVER: 'true' },
    notes: ['The release is not built yet: MIX_ENV=prod mix release'],
  })
  const built = await detectElixir(lookAt({ 'mix.exs': 'app: :shop', '_build/prod/rel/shop/bin/shop': '' }))
  expect(built).toMatchObject({ env: { RELEASE_NODE: '{name}' }, notes: [] })
  expect(built?.env).not.toHaveProperty('PHX_SERVER')
})

it('a Dockerfile alone is built, and put behind a balancer that is written', async () => {
  const text =
    'FROM node\nEXPOSE 8000\nHEALTHCHECK --interval=5s \\\n  CMD curl -f http://localhost:8000/up\nCMD node a.js'
  expect(await detectDockerfile(lookAt({ Dockerfile: text }))).toMatchObject({
    files: ['compose.firedrill.yml'],
    instances: { service: 'web', count: 2 },
    port: 8000,
    ready: { path: '/up' },
    balancer: { build: '.' },
    notes: [],
  })
  const silent = await detectDockerfile(lookAt({ Dockerfile: 'FROM x' }))
  expect(silent).toMatchObject({
    port: 3000,
    ready: { path: '/' },
    notes: [expect.stringContaining('no EXPOSE')],
  })
})

describe('of several ways', () => {
  const node = { 'package.json': packageWith('node a.js') }
  const web = 'services: { web: { build: ., ports: ["3000:3000"] } }'
  const whole = 'services: { a: { build: . }, b: { build: . }, nginx: { image: nginx, ports: ["80:80"] } }'

  it('processes come first, for they need no engine', async () => {
    expect(await runs({ ...node, 'compose.yml': web })).toEqual(['node a.js', 'compose.yml: web'])
  })

  it('containers do where they have a balancer already', async () => {
    expect(await runs({ ...node, 'compose.yml': whole })).toEqual([
      'compose.yml: a, b behind nginx',
      'node a.js',
    ])
  })

  it('a Compose file says all that the Dockerfile beside it would', async () => {
    expect(await runs({ 'compose.yml': web, Dockerfile: 'FROM x' })).toEqual(['compose.yml: web'])
  })
})
