import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CategoryChoice } from '@/components/ui/category-choice';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { TextArea } from '@/components/ui/text-area';
import type { Video } from '@/lib/api-types';
import { myChannelsQuery } from '@/lib/my-channels-query';
import { useForm } from '@/lib/use-form';
import { useChangeVideo } from '@/lib/video-acts';

import { tagsOf, useVideoChecks } from './use-video-checks';

const visibilities = ['private', 'unlisted', 'public'] as const;

/** What is said of a video, and who may see it. */
export function VideoForm({ video }: { video: Video }) {
  const { t } = useTranslation();
  const change = useChangeVideo(video.id);
  const checks = useVideoChecks();
  const { data: channels = [] } = useQuery(myChannelsQuery());
  const [categories, setCategories] = useState(() => video.categories.map(({ slug }) => slug));
  const { field, submit, problem, values } = useForm(
    {
      title: video.title,
      description: video.description,
      visibility: video.visibility,
      tags: video.tags.join(', '),
      channelId: video.channelId,
    },
    checks,
  );
  const send = submit(({ title, description, visibility, tags, channelId }) =>
    change.mutateAsync({
      title: title.trim(),
      description,
      visibility: visibility,
      categories,
      tags: tagsOf(tags),
      ...(channelId !== video.channelId && { channelId }),
    }),
  );
  const chosen = visibilities.find((value) => value === values.visibility) ?? 'private';

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <Field label={t('videos.title')} maxLength={140} required {...field('title')} />
      <TextArea
        label={t('videos.description')}
        hint={t('videos.descriptionHint')}
        maxLength={5000}
        {...field('description')}
      />
      <Select
        label={t('videos.visibility')}
        hint={t(`videos.visibleHint.${chosen}`)}
        options={visibilities.map((value) => ({ value, label: t(`videos.visible.${value}`) }))}
        {...field('visibility')}
      />
      <CategoryChoice chosen={categories} onChange={setCategories} />
      <Field label={t('videos.tags')} hint={t('videos.tagsHint')} {...field('tags')} />
      {channels.length > 1 && channels.some(({ id }) => id === video.channelId) && (
        <Select
          label={t('videos.channel')}
          options={channels.map(({ id, title }) => ({ value: id, label: title }))}
          {...field('channelId')}
        />
      )}
      <Refusal problem={problem} />
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" disabled={change.isPending}>
          {t(change.isPending ? 'common.saving' : 'common.save')}
        </Button>
        <span role="status" className="text-sm text-muted">
          {change.isSuccess && t('common.saved')}
        </span>
      </div>
    </form>
  );
}
