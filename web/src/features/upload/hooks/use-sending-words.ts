import { useTranslation } from 'react-i18next';

import { byteRate, bytes } from '@/lib/bytes';
import { duration } from '@/lib/duration';

import type { SendingState } from '../sending/sending';

/** What is happening to a file, in one line: what, and how much of it. */
export function useSendingWords({ phase, sent, perSecond, trouble }: SendingState, size: number) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const left = perSecond ? (size - sent) / perSecond : null;
  const amount = t('upload.amount', { sent: bytes(sent, language), size: bytes(size, language) });
  const rate = perSecond === null ? '' : ` · ${byteRate(perSecond, language)}`;
  switch (phase) {
    case 'waiting':
      return { words: t('upload.waiting'), figures: bytes(size, language) };
    case 'sending': {
      const time = left === null ? null : duration(Math.max(1, left), language);
      const words = time === null ? t('upload.sending') : t('upload.sendingLeft', { time });
      return { words, figures: amount + rate };
    }
    case 'lost':
      return { words: t('upload.lost'), figures: amount };
    case 'paused':
      return { words: t('upload.paused'), figures: amount };
    case 'failed':
      return {
        words: trouble?.message ?? t(`upload.trouble.${trouble?.kind ?? 'refused'}`),
        figures: bytes(size, language),
      };
    case 'sent':
      return { words: t('upload.sent'), figures: bytes(size, language) };
  }
}
