import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { DropZone } from '@/components/ui/drop-zone';
import { Field } from '@/components/ui/field';
import { FileButton } from '@/components/ui/file-button';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { useForm } from '@/lib/use-form';

import { emoteTiers, usePutEmote } from '../api/emotes';
import { useTierLabel } from '../hooks/use-tier-label';

const types = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const bytesMax = 1024 * 1024;

/** A new emote: its image, its code, and who may use it. */
export function EmoteForm({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const tierLabel = useTierLabel();
  const put = usePutEmote(channelId);
  const [image, setImage] = useState<File | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const { field, submit, problem, reset } = useForm(
    { code: '', tier: 'everyone' },
    {
      code: (value) => (/^\w{2,20}$/.test(value) ? undefined : t('chat.emotesPage.codeWrong')),
      tier: () => undefined,
    },
  );
  const choose = (file: File) => {
    const told = !types.includes(file.type)
      ? t('chat.emotesPage.fileType')
      : file.size > bytesMax
        ? t('chat.emotesPage.fileSize')
        : null;
    setWrong(told);
    setImage(told === null ? file : null);
  };
  const send = submit(async ({ code, tier }) => {
    if (image === null) {
      setWrong(t('chat.emotesPage.fileMissing'));
      return;
    }
    const chosen = emoteTiers.find((each) => each === tier) ?? 'everyone';
    await put.mutateAsync({ code, tier: chosen, image });
    reset();
    setImage(null);
  });

  return (
    <form noValidate onSubmit={send} className="flex max-w-xl flex-col gap-4">
      <DropZone onFiles={([chosen]) => chosen && choose(chosen)}>
        <Preview image={image} />
        <FileButton
          label={t('chat.emotesPage.choose')}
          name={t('chat.emotesPage.file')}
          accept={types.join(',')}
          onFiles={([chosen]) => chosen && choose(chosen)}
        />
        {wrong !== null && (
          <p role="alert" className="text-sm text-danger">
            {wrong}
          </p>
        )}
      </DropZone>
      <Field
        label={t('chat.emotesPage.code')}
        hint={t('chat.emotesPage.codeHint')}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={20}
        {...field('code')}
      />
      <Select
        label={t('chat.emotesPage.tier')}
        options={emoteTiers.map((value) => ({ value, label: tierLabel(value) }))}
        {...field('tier')}
      />
      <Refusal problem={problem} />
      <Button type="submit" look="primary" className="self-start" disabled={put.isPending}>
        {t('chat.emotesPage.upload')}
      </Button>
    </form>
  );
}

function Preview({ image }: { image: File | null }) {
  const url = useMemo(() => (image === null ? null : URL.createObjectURL(image)), [image]);
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url);
    },
    [url],
  );
  if (url === null) return null;
  return <img src={url} alt="" className="size-14 rounded-control bg-ground object-contain" />;
}
