import { useRoomState } from '../hooks/use-room';

/** An emoji, or an emote of the channel, which is written between colons. */
export function Emoji({ code }: { code: string }) {
  const url = useRoomState(({ emotes }) =>
    code.startsWith(':')
      ? emotes.find((emote) => `:${emote.code}:`.toLowerCase() === code.toLowerCase())?.url
      : undefined,
  );
  if (url === undefined) return <span aria-hidden>{code}</span>;
  return <img src={url} alt="" className="size-4 object-contain" />;
}
