import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may come in: the token of this run is exchanged for a cookie; the cookie opens everything else. */
export interface SessionDoor {
  /** 256 bits, new for every run. Only ever in the line for programs and in the address that a person opens. */
  readonly token: string;
  /** The value of a `Set-Cookie` header for the right token, undefined for any other text. */
  redeem(token: string): string | undefined;
  /** True when a `Cookie` header holds the cookie of this run. */
  knows(cookieHeader: string | undefined): boolean;
}

/** `port` is part of the cookie's name, because browsers do not keep the cookies of two ports apart. */
export function createSessionDoor(port: number): SessionDoor {
  const token = randomBytes(32).toString('base64url');
  const cookieValue = randomBytes(32).toString('base64url');
  const cookieName = `signalbox-${port}`;
  return {
    token,
    redeem: (offered) =>
      sameText(offered, token)
        ? `${cookieName}=${cookieValue}; Path=/; HttpOnly; SameSite=Strict`
        : undefined,
    knows: (header) =>
      (header ?? '').split(';').some((pair) => {
        const [name, value = ''] = pair.trim().split('=', 2);
        return name === cookieName && sameText(value, cookieValue);
      }),
  };
}

/** Compares in a time that tells nothing about where two texts differ, nor about their lengths. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
