import { useTranslation } from 'react-i18next';

import { boundsOf, typeOf } from '../api/catalogue';
import type { Description, Schema } from '../api/description';

export interface Field {
  name: string;
  place?: string;
  required: boolean;
  schema: Schema;
}

interface Props {
  title: string;
  description: Description;
  fields: Field[];
}

/** Fields with their types, bounds and meaning; a list of its own on a phone. */
export function FieldTable({ title, description, fields }: Props) {
  const { t } = useTranslation();
  if (fields.length === 0) return null;
  return (
    <div>
      <h4 className="text-sm font-title text-muted">{title}</h4>
      <dl className="mt-1 divide-y divide-line">
        {fields.map(({ name, place, required, schema }) => (
          <div key={name} className="grid gap-x-6 gap-y-1 py-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <dt className="font-mono text-sm">
              {name}
              {required && <span className="ml-2 text-faint">{t('reference.required')}</span>}
            </dt>
            <dd className="text-sm text-muted">
              <span className="font-mono">{typeOf(description, schema)}</span>
              {[
                place && t('reference.in', { place }),
                boundsOf(schema),
                schema.description?.replaceAll('`', ''),
              ]
                .filter(Boolean)
                .map((each) => ` · ${each}`)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
