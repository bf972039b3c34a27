import { expect, test } from 'vitest'
import { consoleReporter } from '../../src/report/console.ts'
import { githubAnnotations } from '../../src/report/github-annotations.ts'
import { junit } from '../../src/report/junit.ts'
import { markdown } from '../../src/report/markdown.ts'
import { targetLines } from '../../src/report/target-lines.ts'
import { failedInput } from './build-input.ts'
import { parseXml } from './parse-xml.ts'

const kind = 'process (sabotaged: 3 % of the requests are lost)'
const target = { name: 'processes', kind, why: '' }

test('a target that was made wrong says how, and no other does', () => {
  expect(targetLines({ target })).toEqual([
    'target: processes, sabotaged: 3 % of the requests are lost. That is on purpose: what was seen is not the app as it is',
  ])
  expect(targetLines({ target: { ...target, kind: 'process' } })).toEqual([])
})

test('every report says it, before the clauses', () => {
  const input = failedInput()
  const console = consoleReporter({ colorLevel: 0, columns: 100 })
  const texts = (of: typeof input) =>
    [console, markdown, junit, githubAnnotations].map((each) => each.render(of).replaceAll('\\', ''))
  const wrong = { ...input, verdict: { ...input.verdict, target } }
  for (const text of texts(wrong)) expect(text).toContain('sabotaged')
  for (const text of texts(input)) expect(text).not.toContain('sabotaged')
  expect(console.render(wrong)).toMatch(/sabotaged[\s\S]*uptime at least 99\.9 % +95\.8 %/)
  expect(markdown.render(wrong)).toMatch(/sabotaged[\s\S]*\| uptime at least 99\.9 % \|/)
  expect(githubAnnotations.render(wrong)).toContain(
    'title=kill-node (sabotaged%3A 3 %25 of the requests are lost)%3A uptime',
  )
  const properties = parseXml(junit.render(wrong)).filter(({ name }) => name === 'property')
  expect(properties.map(({ attributes }) => [attributes.name, attributes.value])).toContainEqual([
    'target.kind',
    kind,
  ])
})
