/** How large the chat is, by where it stands. */
export const places = {
  // A column as high as the window; on a phone what the picture, its title and the bar above leave, and while one
  // writes all that is seen below the picture.
  watch:
    'border-line max-lg:h-[max(20rem,calc(var(--visible-height,100dvh)-56px-56.25vw-152px))] max-lg:border-y ' +
    'max-lg:has-[textarea:focus]:h-[max(12rem,calc(var(--visible-height,100dvh)-56.25vw))] ' +
    'lg:sticky lg:top-0 lg:h-[calc(100dvh-56px)] lg:w-85 lg:border-l',
  studio: 'h-128 overflow-hidden rounded-panel border border-line',
} as const;

export type Place = keyof typeof places;
