/** Where to go after signing in: a path of this site, whatever the address bar was made to say. */
export function localPath(asked: string | null, otherwise: string): string {
  if (!asked?.startsWith('/')) return otherwise;
  const url = new URL(asked, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : otherwise;
}
