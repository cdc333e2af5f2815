import { useState } from 'react';

const sizes = {
  small: 'size-8 text-sm',
  button: 'size-9 text-sm',
  large: 'size-24 text-xl',
};

interface Props {
  /** Whose it is. It stands beside the picture, so that the picture itself says nothing. */
  name: string;
  url: string | null | undefined;
  size?: keyof typeof sizes;
}

/** A person's picture, or the first letter of the name where there is none. */
export function Avatar({ name, url, size = 'small' }: Props) {
  const [broken, setBroken] = useState<string | null>(null);
  const className = `shrink-0 rounded-round border border-line bg-ground ${sizes[size]}`;
  if (url && url !== broken) {
    return (
      <img
        src={url}
        alt=""
        className={`${className} object-cover`}
        onError={() => setBroken(url)}
      />
    );
  }
  return (
    <span
      aria-hidden
      className={`${className} inline-flex items-center justify-center font-title text-muted uppercase`}
    >
      {Array.from(name)[0]}
    </span>
  );
}
