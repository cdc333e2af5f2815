/** The token that an address holds: /t/{token}/vod/... */
export function tokenOf(url: string): string | null {
  return /^(?:https?:\/\/[^/]+)?\/t\/([^/]+)\//.exec(url)?.[1] ?? null;
}
