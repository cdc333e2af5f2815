const widthMax = 960;

/** Leaves what is shown now as the element's poster, so that a new attempt does not begin with a blank. */
export function keepLastPicture(video: HTMLVideoElement): void {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return;
  const scale = Math.min(1, widthMax / video.videoWidth);
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth * scale;
  canvas.height = video.videoHeight * scale;
  try {
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    video.poster = canvas.toDataURL('image/jpeg', 0.7);
  } catch {
    // The picture is another site's and may not be read: then there is none to keep.
  }
}

/** Whether this poster is such a picture. */
export const isKept = (poster: string): boolean => poster.startsWith('data:');
