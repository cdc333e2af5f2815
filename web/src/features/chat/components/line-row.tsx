import { memo } from 'react';
import { useTranslation } from 'react-i18next';

import { useProblemText } from '@/components/ui/use-problem-text';
import { duration } from '@/lib/duration';

import type { Line } from '../room/message-log';

/** Something that happened in the room. */
export const LineRow = memo(function LineRow({ line }: { line: Line }) {
  const isRefusal = line.type === 'refused';
  return (
    <p
      role={isRefusal ? 'alert' : undefined}
      className={`px-3 py-0.5 text-sm whitespace-pre-line ${isRefusal ? 'text-danger' : 'text-muted'}`}
    >
      <Sentence line={line} />
    </p>
  );
});

function Sentence({ line }: { line: Line }) {
  const { t, i18n } = useTranslation();
  const problemText = useProblemText();
  switch (line.type) {
    case 'notice':
      return line.text;
    case 'refused':
      return problemText(line.problem);
    case 'timedOut': {
      const time = duration(line.seconds, i18n.language);
      return t('chat.lines.timedOut', { name: line.username, time });
    }
    case 'banned':
    case 'unbanned':
      return t(`chat.lines.${line.type}`, { name: line.username });
    case 'cleared':
    case 'ended':
      return t(`chat.lines.${line.type}`);
  }
}
