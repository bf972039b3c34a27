/** What was answered is no HTTP/1.1, or breaks its rules. */
export class NotHttp extends Error {
  override readonly name = 'NotHttp'
}
