/** What is said of a file, with its name before it once: most messages name it already, some with a line. */
export function ofFile(file: string, message: string): string {
  return message.startsWith(`${file}:`) ? message : `${file}: ${message}`
}
