import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FieldProps } from '@/lib/use-form';

import { Field } from './field';
import { IconButton } from './icon-button';

interface Props extends FieldProps {
  label?: string;
  hint?: string;
  required?: boolean;
  autoComplete: 'current-password' | 'new-password' | 'off';
}

export function PasswordField(props: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Field
      label={t('accounts.password')}
      type={shown ? 'text' : 'password'}
      required
      {...props}
      trailing={
        <IconButton
          label={t(shown ? 'accounts.hidePassword' : 'accounts.showPassword')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
        </IconButton>
      }
    />
  );
}
