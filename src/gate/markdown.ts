/** A decision of the gate for the summary page of a CI system. */
import { markdown as md } from '../report/escape.ts'
import { plain } from '../report/plain.ts'
import type { GateDecision, RequirementAtGate } from './decision.ts'
import { askedWords, badgeOf, lookedWords, placeWords, unfitLines } from './words.ts'

export function decisionInMarkdown(decision: GateDecision): string {
  const lines = [
    `# Release gate: ${badgeOf(decision)}`,
    '',
    md(decision.summary),
    '',
    ...decision.requirements.flatMap(one),
    '',
    ...lookedWords(decision).flatMap((line) => [md(line), '']),
    `Artifact: ${md(decision.artifact.shown)}. Exit code ${decision.exitCode}.`,
    '',
  ]
  return lines.join('\n')
}

function one(each: RequirementAtGate): string[] {
  const counted = each.counted.map(
    ({ id, artifact }) => `  - ${md(artifact === null ? id : `${id}: ${artifact}`)}`,
  )
  return [
    `- ${each.met ? '✓' : '✗'} **${md(placeWords(each.requirement))}**: ${md(askedWords(each))}`,
    ...counted,
    ...(each.missing === null ? [] : [`  - ${md(each.missing)}`]),
    ...(each.command === null ? [] : [`  - To run: ${code(each.command)}`]),
    ...unfitLines(each).map((line) => `  - ${md(line)}`),
  ]
}

/** A backtick in it would end the code: two of them around it do not. */
function code(command: string): string {
  const text = plain(command)
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}
