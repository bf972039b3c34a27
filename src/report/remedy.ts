/** What a person is to do about what is left. */
import { quoted } from '../shell-words.ts'

/** Undos tell either a command, which can be typed as it is, or what to do in a sentence: that begins with a word in capitals. */
const SENTENCE = /^\p{Lu}[\p{L}']*[ :]/u

export function isCommand(remedy: string): boolean {
  return !SENTENCE.test(remedy)
}

/** `By hand: kill 4711`, or the sentence as it is. */
export function remedyWords(remedy: string): string {
  return isCommand(remedy) ? `By hand: ${remedy}` : remedy
}

/** By which firedrill itself takes back what can be taken back. `directory`: of the record, as a person would type it. */
export function recoverCommand(directory: string): string {
  return `firedrill recover ${quoted(directory)}`
}
