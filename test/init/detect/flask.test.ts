import { describe, expect, it } from 'vitest'
import { detectFlask } from '../../../src/init/detect/flask.ts'
import { detectWays } from '../../../src/init/detect/map.ts'
import { lookAt } from '../files.ts'

const APP = "from flask import Flask\napp = Flask(__name__)\n@app.get('/healthz')\ndef ok(): return ''\n"
const flask = (files: Record<string, string>) =>
  detectFlask(lookAt({ 'requirements.txt': 'Flask==3', ...files }))

it('runs by its own server, which is said, unless the project names Gunicorn', async () => {
  const plain = await flask({ 'app.py': APP })
  expect(plain).toMatchObject({
    from: 'app.py (Flask)',
    run: 'python3 -m flask --app app:app run --host 127.0.0.1 --port {port}',
    ready: { path: '/healthz', from: 'app.py' },
  })
  expect(plain?.notes).toEqual([expect.stringContaining('Flask’s own server')])
  expect(await flask({ 'app.py': APP, 'requirements.txt': 'flask\ngunicorn' })).toMatchObject({
    from: 'app.py (Flask), gunicorn',
    run: 'gunicorn app:app --bind 127.0.0.1:{port}',
    notes: [],
  })
})

it.each([
  ['.venv/bin/python', '.venv/bin/'],
  ['venv/bin/python', 'venv/bin/'],
])('runs in its virtual environment, %s', async (python, bin) => {
  expect((await flask({ 'app.py': APP, [python]: '' }))?.run).toMatch(`${bin}python -m flask `)
  expect((await flask({ 'app.py': APP, [python]: '', Pipfile: 'gunicorn = "*"' }))?.run).toMatch(
    `${bin}gunicorn app:app `,
  )
})

describe('is found', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'by its wsgi.py first',
      { 'app.py': APP, 'wsgi.py': 'from app import app as application' },
      'wsgi:application',
    ],
    ['by the name that it has', { 'server.py': 'web: Flask = Flask(__name__)' }, 'server:web'],
    ['by what a factory made', { 'wsgi.py': 'from shop import create_app\napp = create_app()' }, 'wsgi:app'],
    ['where it is imported as it is', { 'wsgi.py': 'from shop import app, db' }, 'wsgi:app'],
  ])('%s', async (_what, files, app) => {
    expect((await flask(files))?.run).toContain(`--app ${app} run`)
  })

  it('by its factory, which Gunicorn has to call', async () => {
    const files = { 'app.py': 'def create_app(config=None):\n    app = Flask(__name__)\n    return app' }
    expect((await flask(files))?.run).toContain('--app app:create_app run')
    expect((await flask({ ...files, Pipfile: 'gunicorn = "*"' }))?.run).toContain(
      "gunicorn 'app:create_app()' ",
    )
  })

  it.each([
    ['requirements.txt', 'requests\nflask>=3\n'],
    ['pyproject.toml', 'dependencies = ["Flask>=3"]'],
    ['pyproject.toml', '[tool.poetry.dependencies]\nflask = "^3"'],
    ['Pipfile', '[packages]\nflask = "*"'],
  ])('by %s', async (file, text) => {
    expect(await detectFlask(lookAt({ 'app.py': APP, [file]: text }))).not.toBeNull()
  })
})

it('is not found without its name, without an app, or beside a manage.py', async () => {
  expect(await detectFlask(lookAt({ 'app.py': APP, 'requirements.txt': 'flask-cors\nnot-flask' }))).toBeNull()
  expect(await flask({ 'app.py': 'print("hello")' })).toBeNull()
  expect(await flask({ 'app.py': APP, 'manage.py': '' })).toBeNull()
})

it('has its readiness path in a module that it imports, unless something stands below a path', async () => {
  const ready = async (app: string, routes: string) =>
    (await flask({ 'app.py': `${app}\napp = Flask(__name__)`, 'web/routes.py': routes }))?.ready
  const found = { path: '/ready', from: 'web/routes.py' }
  expect(await ready('from web.routes import bp', "@bp.route('/ready')")).toEqual(found)
  expect(await ready('import web.routes', "@bp.route('/ready')")).toEqual(found)
  const none = { path: '/', from: 'nothing like /ready stands in app.py' }
  expect(
    await ready('from web.routes import bp', "Blueprint('b', url_prefix='/b')\n@bp.route('/ready')"),
  ).toEqual(none)
  expect(
    await ready("from web.routes import bp\napp.register_blueprint(bp, url_prefix='/b')", "'/ready'"),
  ).toEqual(none)
})

it('comes before the package.json that stands beside it', async () => {
  const ways = await detectWays(
    lookAt({ 'app.py': APP, Pipfile: 'flask = "*"', 'server.js': '', 'package.json': '{}' }),
  )
  expect(ways.map(({ from }) => from)).toEqual(['app.py (Flask)', 'server.js'])
})
