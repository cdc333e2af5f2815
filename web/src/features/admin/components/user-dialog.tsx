import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog } from '@/components/ui/dialog';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import type { Account } from '@/lib/api-types';

import { useChangeAccount, useDeleteAccount, useSignOutAccount } from '../api/users';
import { roles } from './roles';

interface Props {
  account: Account;
  onClose: () => void;
}

/** What the staff can do with an account. Each act is in force at once. */
export function UserDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const { id, username, email, role, isActive } = account;
  const change = useChangeAccount(id);
  const signOut = useSignOutAccount(id);
  const [isDeleting, setIsDeleting] = useState(false);

  if (isDeleting) return <DeleteAccount account={account} onClose={onClose} />;
  return (
    <Dialog
      title={username}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p>{email}</p>
      <div className="flex flex-col gap-4 text-text">
        <Select
          label={t('admin.users.role')}
          value={role}
          disabled={change.isPending}
          options={roles.map((value) => ({ value, label: t(`admin.users.roles.${value}`) }))}
          onChange={({ target }) => {
            const wished = roles.find((each) => each === target.value);
            if (wished) change.mutate({ role: wished });
          }}
        />
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={change.isPending}
            onClick={() => change.mutate({ isActive: !isActive })}
          >
            {t(isActive ? 'admin.users.disable' : 'admin.users.enable')}
          </Button>
          <Button disabled={signOut.isPending} onClick={() => signOut.mutate(undefined)}>
            {t('admin.users.signOut')}
          </Button>
          <Button look="danger" onClick={() => setIsDeleting(true)}>
            {t('admin.users.delete')}
          </Button>
        </div>
        <p role="status" className="text-sm text-muted">
          {signOut.isSuccess && t('admin.users.signedOut')}
        </p>
        <Refusal problem={change.error ?? signOut.error} />
      </div>
    </Dialog>
  );
}

function DeleteAccount({ account, onClose }: Props) {
  const { t } = useTranslation();
  const remove = useDeleteAccount(account.id);
  return (
    <ConfirmDialog
      title={t('admin.users.deleteTitle', { username: account.username })}
      text={t('admin.users.deleteText')}
      action={t('admin.users.delete')}
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
