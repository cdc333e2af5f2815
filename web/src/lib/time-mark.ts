const clockForm = /^(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)$/;
const wordForm = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/;

/** A place in a video as people write it, in seconds: "1:05", "1:02:09", "65", "1m5s"; null for anything else. */
export function timeMark(text: string): number | null {
  const parts = clockForm.exec(text) ?? (text === '' ? null : wordForm.exec(text));
  if (parts === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
