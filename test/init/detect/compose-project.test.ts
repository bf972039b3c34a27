import { describe, expect, it } from 'vitest'
import { composeProjectOf } from '../../../src/init/detect/compose-project.ts'
import { lookAt } from '../files.ts'

const of = (files: Record<string, string>) => composeProjectOf(lookAt(files))
const WEB = 'services: { web: { build: . } }'

it('takes the file that docker compose takes', async () => {
  const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
  for (const [index, name] of names.entries()) {
    const there = Object.fromEntries(names.slice(index).map((each) => [each, WEB]))
    expect((await of(there))?.files).toEqual([name])
  }
  expect(await of({})).toBeNull()
  expect(await of({ 'compose.yml': 'services: [' })).toBeNull()
})

describe('a file that docker compose puts over it', () => {
  const base =
    'services: { web: { build: ., expose: [80], networks: [a], healthcheck: { test: one } }, db: { image: postgres } }\nnetworks: { a: { internal: true } }'

  it.each([
    'compose.override.yml',
    'compose.override.yaml',
    'docker-compose.override.yml',
    'docker-compose.override.yaml',
  ])('is %s, whatever the first is called', async (override) => {
    expect(await of({ 'docker-compose.yml': WEB, [override]: WEB })).toMatchObject({
      files: ['docker-compose.yml', override],
      notes: [],
    })
  })

  it('adds to its services, and changes them', async () => {
    const over =
      'services: { web: { ports: ["80:80"], networks: [b], container_name: w, healthcheck: { test: two } }, mail: { image: mailpit } }\nnetworks: { b: { internal: true } }'
    const project = await of({ 'compose.yml': base, 'compose.override.yml': over })
    expect(project?.services).toMatchObject({
      web: {
        build: '.',
        expose: ['80'],
        ports: ['80:80'],
        networks: ['a', 'b'],
        container_name: 'w',
        healthcheck: { test: 'two' },
      },
      db: { image: 'postgres' },
      mail: { image: 'mailpit' },
    })
    expect(project?.internal).toEqual(['a', 'b'])
  })

  it.each([
    ['takes something back', 'services: { web: { expose: !reset [] } }'],
    ['replaces something', 'services: { web: { networks: !override [b] } }'],
    ['cannot be read', 'services: ['],
  ])('is handed on, and not read here, where it %s', async (_what, over) => {
    const project = await of({ 'compose.yml': base, 'compose.override.yml': over })
    expect(project).toMatchObject({
      files: ['compose.yml', 'compose.override.yml'],
      notes: [expect.stringContaining('compose.override.yml')],
    })
    expect(project?.services.web).toMatchObject({ expose: ['80'], networks: ['a'] })
  })

  it('may have no services', async () => {
    const over = { 'compose.yml': WEB, 'compose.override.yml': 'volumes: { data: }' }
    expect(await of(over)).toMatchObject({ files: Object.keys(over), notes: [] })
  })
})
