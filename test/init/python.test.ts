import { expect, it } from 'vitest'
import { pythonOf } from '../../src/init/python.ts'
import { lookAt } from './files.ts'

it('takes the interpreter of the virtual environment, where there is one', async () => {
  expect(await pythonOf(lookAt({}))).toMatchObject({ bin: '', python: 'python3' })
  expect(await pythonOf(lookAt({ 'venv/bin/python': '' }))).toMatchObject({
    bin: 'venv/bin/',
    python: 'venv/bin/python',
  })
  const both = lookAt({ 'venv/bin/python': '', '.venv/bin/python': '' })
  expect(await pythonOf(both)).toMatchObject({ bin: '.venv/bin/', python: '.venv/bin/python' })
})

it('knows the packages that are wanted by their whole names', async () => {
  const { wanted } = await pythonOf(
    lookAt({ 'requirements.txt': 'Flask==3\nflask-cors[x]>=1', 'pyproject.toml': '"gunicorn[gevent]>=23"' }),
  )
  expect(['flask', 'flask-cors', 'gunicorn', 'cors', 'gevent'].map((name) => wanted.has(name))).toEqual([
    true,
    true,
    true,
    false,
    true,
  ])
})
