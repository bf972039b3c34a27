/** Questions to a person, with an answer to begin with. Loaded only where there is one to be asked. */
import { isCancel, select, text } from '@clack/prompts'

export interface Asking {
  /** Null: the person gave up (^C), here and below. */
  choose(question: string, labels: readonly string[]): Promise<number | null>
  /** `wrong` says what an answer lacks; null: it will do. */
  text(question: string, initial: string, wrong?: (answer: string) => string | null): Promise<string | null>
}

export const asking: Asking = {
  async choose(question, labels) {
    const options = labels.map((label, value) => ({ value, label }))
    const answer = await select({ message: question, options, output: process.stderr })
    return isCancel(answer) ? null : answer
  },
  async text(question, initial, wrong = () => null) {
    const answer = await text({
      message: question,
      initialValue: initial,
      validate: (given) => wrong(given ?? '') ?? undefined,
      output: process.stderr,
    })
    return isCancel(answer) ? null : answer
  },
}
