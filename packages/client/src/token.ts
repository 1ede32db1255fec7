/** Random names for records, requests and devices. */

/** Random bytes as base64url without padding. */
export function randomToken(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** The id that a note of the front stands for: it keeps the 16 random bytes as decimals, which takes no code to write. */
export function idOf(noted: string): string {
  return noted.includes(',') ? base64url(Uint8Array.from(noted.split(','), Number)) : noted
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
