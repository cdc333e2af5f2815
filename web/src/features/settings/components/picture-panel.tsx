import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { DropZone } from '@/components/ui/drop-zone';
import { FileButton } from '@/components/ui/file-button';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import type { User } from '@/lib/api-types';

import { useRemoveAvatar, useSetAvatar } from '../api/me';
import { usePreview } from '../hooks/use-preview';

const types = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const bytesMax = 8 * 1024 * 1024;

/** The person's picture: chosen or dropped, looked at, then kept. */
export function PicturePanel({ user }: { user: User }) {
  const { t } = useTranslation();
  const set = useSetAvatar();
  const remove = useRemoveAvatar();
  const { file, url, show, drop } = usePreview();
  const [wrong, setWrong] = useState<string | null>(null);

  const choose = (picture: File) => {
    set.reset();
    remove.reset();
    const told = !types.includes(picture.type)
      ? t('settings.pictureType')
      : picture.size > bytesMax
        ? t('settings.pictureSize')
        : null;
    setWrong(told);
    if (told === null) show(picture);
    else drop();
  };

  return (
    <Panel title={t('settings.pictureTitle')} lead={t('settings.pictureLead')}>
      <DropZone onFiles={([chosen]) => chosen && choose(chosen)}>
        <Avatar name={user.displayName} url={url ?? user.avatarUrl} size="large" />
        <div className="flex min-w-0 flex-wrap gap-2">
          {file ? (
            <>
              <Button
                look="primary"
                disabled={set.isPending}
                onClick={() => set.mutate(file, { onSuccess: drop })}
              >
                {t(set.isPending ? 'settings.pictureSaving' : 'settings.pictureSave')}
              </Button>
              <Button disabled={set.isPending} onClick={drop}>
                {t('common.cancel')}
              </Button>
            </>
          ) : (
            <>
              <FileButton
                label={t('settings.pictureChoose')}
                name={t('settings.pictureFile')}
                accept={types.join(',')}
                onFiles={([chosen]) => chosen && choose(chosen)}
              />
              {user.avatarUrl && (
                <Button
                  look="danger"
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(undefined)}
                >
                  {t('settings.pictureRemove')}
                </Button>
              )}
            </>
          )}
        </div>
      </DropZone>
      {wrong === null ? (
        <Refusal problem={set.error ?? remove.error} />
      ) : (
        <p role="alert" className="text-sm text-danger">
          {wrong}
        </p>
      )}
    </Panel>
  );
}
