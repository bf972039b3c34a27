import { expect, it } from 'vitest'
import { fixedPortIn, pathInCheck, portVariableIn, readyPathIn } from '../../src/init/guess.ts'

it('takes the likeliest path of those that stand there as texts', () => {
  expect(readyPathIn("app.get('/health', x)\napp.get('/ready', y)", 'a.js')).toEqual({
    path: '/ready',
    from: 'a.js',
  })
  expect(readyPathIn('if (url === "/healthz")', 'a.js').path).toBe('/healthz')
  // A path that only begins so is another one.
  expect(readyPathIn("app.get('/ready-made', x)", 'a.js').path).toBe('/')
  expect(readyPathIn(null, 'a.js')).toEqual({ path: '/', from: 'nothing like /ready stands in a.js' })
})

it('finds the path of a health check', () => {
  expect(pathInCheck('curl -f http://localhost:3000/health || exit 1')).toBe('/health')
  expect(pathInCheck('["CMD","wget","-q","http://127.0.0.1:8000/up"]')).toBe('/up')
  expect(pathInCheck('pg_isready')).toBeNull()
  expect(pathInCheck('curl http://localhost:3000')).toBeNull()
})

it('finds the variable that holds the port', () => {
  expect(portVariableIn('server.listen(process.env.PORT)')).toBe('PORT')
  expect(portVariableIn("const port = process.env['APP_PORT'] ?? 3000")).toBe('APP_PORT')
  expect(portVariableIn('const { env } = process; listen(env.HTTP_PORT)')).toBe('HTTP_PORT')
  expect(portVariableIn('listen(3000); process.env.PORTAL')).toBeNull()
})

it('takes PORT wherever it is read, before any other name', () => {
  const both = 'redis(process.env.REDIS_PORT)\nconst http = env.HTTP_PORT\nlisten(process.env.PORT ?? http)'
  expect(portVariableIn(both)).toBe('PORT')
  expect(portVariableIn('const { DB_PORT, PORT = 3000 } = process.env')).toBe('PORT')
  expect(portVariableIn('const { HOST, SERVER_PORT: port } = process.env')).toBe('SERVER_PORT')
  // A constant of that name is no variable.
  expect(portVariableIn('const PORT = process.env.APP_PORT')).toBe('APP_PORT')
})

it('takes no port of something else for the app’s own', () => {
  for (const name of ['DB_PORT', 'REDIS_PORT', 'SMTP_PORT', 'LOG_TRANSPORT', 'MY_APP_PORTS'])
    expect(portVariableIn(`connect(process.env.${name}); listen(3000)`), name).toBeNull()
  expect(portVariableIn('db(env.DB_PORT); listen(env.WEB_PORT)')).toBe('WEB_PORT')
})

it('finds a port that is fixed', () => {
  expect(fixedPortIn('app.listen(3000, () => {})')).toBe(3000)
  expect(fixedPortIn('app.listen(port)')).toBeNull()
})
