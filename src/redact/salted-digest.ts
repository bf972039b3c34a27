type Crypto = typeof import('node:crypto')

const DIGITS = 12

/** Tells texts apart that may not be shown: the same for the same text, by one object. */
export class SaltedDigest {
  #loaded: { crypto: Crypto; salt: Buffer } | null = null

  /** Twelve hexadecimal digits. Salted by what nobody else knows: otherwise a short secret could be found by trying all. */
  of(text: string): string {
    this.#loaded ??= load()
    const { crypto, salt } = this.#loaded
    return crypto.createHmac('sha256', salt).update(text).digest('hex').slice(0, DIGITS)
  }
}

/** Not before it is needed: every command starts with redaction, and hardly one with this. */
function load(): { crypto: Crypto; salt: Buffer } {
  const crypto = process.getBuiltinModule('node:crypto')
  return { crypto, salt: crypto.randomBytes(32) }
}
