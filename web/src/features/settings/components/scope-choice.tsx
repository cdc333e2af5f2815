import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Checkbox } from '@/components/ui/checkbox';
import type { TokenScope } from '@/lib/api-types';
import type { FieldProps } from '@/lib/use-form';

const scopes = [
  { scope: 'media:read', key: 'settings.scope.mediaRead' },
  { scope: 'media:write', key: 'settings.scope.mediaWrite' },
  { scope: 'streams:read', key: 'settings.scope.streamsRead' },
  { scope: 'streams:write', key: 'settings.scope.streamsWrite' },
  { scope: 'admin', key: 'settings.scope.admin' },
] as const satisfies { scope: TokenScope; key: string }[];

interface Props extends FieldProps {
  mayAdminister: boolean;
}

/** What a token may do: a field whose value is the chosen scopes, with commas between. */
export function ScopeChoice({ mayAdminister, name, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const offered = scopes.filter(({ scope }) => scope !== 'admin' || mayAdminister);
  const chosen = value === '' ? [] : value.split(',');
  const toggle = (scope: string, on: boolean) => {
    const next = on ? [...chosen, scope] : chosen.filter((each) => each !== scope);
    onChange({ target: { value: next.join(',') } });
  };
  return (
    <fieldset aria-describedby={error && `${id}-error`} className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-title">{t('settings.scopes')}</legend>
      {offered.map(({ scope, key }) => (
        <Checkbox
          key={scope}
          name={name}
          label={t(key)}
          hint={scope}
          checked={chosen.includes(scope)}
          aria-invalid={error !== undefined}
          onChange={(event) => toggle(scope, event.target.checked)}
        />
      ))}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-xs text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
