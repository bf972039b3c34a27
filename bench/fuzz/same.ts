/** Is it the text that it was? Ends of lines at the end say nothing. */
export function isSameText(text: string, whole: string): boolean {
  return text.trimEnd() === whole.trimEnd()
}
