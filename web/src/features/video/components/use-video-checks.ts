import { useTranslation } from 'react-i18next';

const tagsMax = 20;
const tagMax = 40;

/** Tags as they are written: with commas between them, with or without #. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim().replace(/^#+/, ''))
      .filter((tag) => tag !== ''),
  ),
];

/** What is wrong with the fields of a video. */
export function useVideoChecks() {
  const { t } = useTranslation();
  const fine = () => undefined;
  return {
    title: (value: string) => (value.trim() === '' ? t('videos.titleMissing') : undefined),
    description: fine,
    visibility: fine,
    channelId: fine,
    tags: (value: string) => {
      const tags = tagsOf(value);
      if (tags.length > tagsMax) return t('videos.tagsMany', { max: tagsMax });
      const long = tags.find((tag) => Array.from(tag).length > tagMax);
      return long === undefined ? undefined : t('videos.tagLong', { tag: long, max: tagMax });
    },
  };
}
