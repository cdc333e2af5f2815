import { createHmac } from 'node:crypto';

export interface Claims {
  sub: string; // The user.
  sid: string; // The session.
  iat: number;
  exp: number; // Seconds.
}

/** What a token says, without asking whether it is true. */
export function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** The head of a token as it was written, since the program takes no other. */
export function headOf(token: string): object {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
}

/** A token made outside of the program. */
export function signed(head: object, claims: object, key: string, hash = 'sha256'): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode(head)}.${encode(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}
