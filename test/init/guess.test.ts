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

it('finds a port that is fixed', () => {
  expect(fixedPortIn('app.listen(3000, () => {})')).toBe(3000)
  expect(fixedPortIn('app.listen(port)')).toBeNull()
})
