import { troubleOfStatus } from './element-player';
import type { Trouble } from './player';

/** Why an element that plays an address by its own means has failed: it does not tell what the server said. */
export async function elementTrouble(
  video: HTMLVideoElement,
  url: string,
  signal: AbortSignal,
): Promise<Trouble> {
  if (video.error?.code === MediaError.MEDIA_ERR_NETWORK) return 'network';
  const answer = await fetch(url, { method: 'HEAD', signal }).catch(() => null);
  return answer?.ok ? 'media' : troubleOfStatus(answer?.status);
}
