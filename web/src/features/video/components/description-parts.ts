import { timeMark } from '@/lib/time-mark';

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string }
  | { kind: 'time'; text: string; seconds: number };

const special = /(https?:\/\/[^\s<>"]+)|(?<![\d:])((?:\d{1,2}:)?[0-5]?\d:[0-5]\d)(?![\d:])/g;
// What ends a sentence is no part of an address.
const trailing = /[.,;:!?'")\]]+$/;

/** A description as text, links, and places in the video, as far as it is that long. */
export function descriptionParts(description: string, duration: number): Part[] {
  const parts: Part[] = [];
  const add = (part: Part) => {
    if (part.text !== '') parts.push(part);
  };
  let end = 0;
  for (const found of description.matchAll(special)) {
    const part = partOf(found[1], found[2], duration);
    if (part === null) continue;
    add({ kind: 'text', text: description.slice(end, found.index) });
    add(part);
    end = found.index + part.text.length;
  }
  add({ kind: 'text', text: description.slice(end) });
  return parts;
}

function partOf(link: string | undefined, time: string | undefined, duration: number): Part | null {
  if (link !== undefined) return { kind: 'link', text: link.replace(trailing, '') };
  const seconds = time === undefined ? null : timeMark(time);
  if (time === undefined || seconds === null || seconds >= duration) return null;
  return { kind: 'time', text: time, seconds };
}
