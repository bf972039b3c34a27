/** A proof as a file beside the runs. */
import { markdown as md } from '../report/escape.ts'
import type { Proof, SabotageProof } from './proof.ts'
import { badgeOf, sectionsOf, sentencesOf } from './sections.ts'

export function proofInMarkdown(proof: Proof): string {
  const { healthy, drill, params, target, environment } = proof
  const settings = Object.entries(params).map(([name, value]) => `${name}=${asText(value)}`)
  const place = environment === null ? target : `${target}, environment ${environment}`
  const lines = [
    `# ${md(drill)}: ${badgeOf(proof)}`,
    '',
    md(proof.summary),
    '',
    `On ${md(place)}${settings.length === 0 ? '' : ` with ${md(settings.join(' '))}`}.`,
    '',
    '## As it is',
    '',
    `${healthy.passed ? 'Passes' : 'Does not pass'}: ${md(healthy.summary)} Record: ${md(healthy.run)}`,
    '',
    ...sectionsOf(proof).flatMap(({ title, sabotages }) => [`## ${title}`, '', ...sabotages.map(one), '']),
    `Exit code ${proof.exitCode}.`,
    '',
  ]
  return lines.join('\n')
}

function one(each: SabotageProof): string {
  const record = each.run === null ? [] : [`Record: ${each.run}`]
  const said = [...sentencesOf(each), ...record].map(md).join(' ')
  return `- **${md(each.sabotage)}** (${md(each.what)}). ${said}`
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
