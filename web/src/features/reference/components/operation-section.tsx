import { useTranslation } from 'react-i18next';

import type { Entry } from '../api/catalogue';
import { membersOf, replyOf, typeOf } from '../api/catalogue';
import type { Description, Operation } from '../api/description';
import { FieldTable, type Field } from './field-table';
import { Example } from './example';

interface Props {
  description: Description;
  entry: Entry;
}

export function OperationSection({ description, entry }: Props) {
  const { t } = useTranslation();
  const { method, path, operation } = entry;
  const body = operation.requestBody && Object.entries(operation.requestBody.content)[0];
  const bodySchema = body?.[1].schema;
  const required = new Set(bodySchema && requiredOf(description, bodySchema.$ref));
  const fields: Field[] = bodySchema
    ? membersOf(description, bodySchema).map(([name, schema]) => ({
        name,
        schema,
        required: required.has(name),
      }))
    : [];
  return (
    <article
      id={operation.operationId}
      className="flex scroll-mt-6 flex-col gap-4 rounded-panel border border-line bg-raised p-4 sm:p-6"
    >
      <header>
        <h3 className="text-base font-title">{operation.summary ?? operation.operationId}</h3>
        <p className="mt-1 font-mono text-sm">
          <span className="text-accent">{method}</span> {path}
        </p>
        {needsSignIn(operation) && (
          <p className="mt-1 text-sm text-muted">{t('reference.signedIn')}</p>
        )}
        {operation.description !== undefined && (
          <p className="mt-2 text-muted">{operation.description}</p>
        )}
      </header>
      {operation.parameters && (
        <FieldTable
          title={t('reference.parameters')}
          description={description}
          fields={operation.parameters.map((each) => ({
            name: each.name,
            place: each.in,
            required: each.required ?? false,
            schema: { ...each.schema, ...(each.description && { description: each.description }) },
          }))}
        />
      )}
      {body && (
        <>
          <FieldTable
            title={t('reference.body', { type: body[0] })}
            description={description}
            fields={fields}
          />
          <Example title={t('reference.exampleBody')} value={body[1].example} />
        </>
      )}
      <Replies description={description} operation={operation} />
    </article>
  );
}

/** Without a token there is no other way in. */
const needsSignIn = ({ security }: Operation) =>
  security !== undefined &&
  security.length > 0 &&
  security.every((way) => Object.keys(way).length > 0);

const requiredOf = (description: Description, reference = '') =>
  description.components.schemas[reference.slice(reference.lastIndexOf('/') + 1)]?.required ?? [];

function Replies({ description, operation }: { description: Description; operation: Operation }) {
  const { t } = useTranslation();
  const replies = Object.entries(operation.responses).map(([status, reply]) => ({
    status,
    reply: replyOf(description, reply),
  }));
  const good = replies.find(({ status }) => status.startsWith('2'))?.reply.content;
  const media = good && Object.values(good)[0];
  return (
    <>
      <div>
        <h4 className="text-sm font-title text-muted">{t('reference.replies')}</h4>
        <ul className="mt-1 flex flex-col gap-1">
          {replies.map(({ status, reply }) => (
            <li key={status} className="flex gap-3 text-sm">
              <span className="w-10 shrink-0 font-mono tabular-nums">{status}</span>
              <span className="text-muted">
                {status.startsWith('2') && media?.schema
                  ? typeOf(description, media.schema)
                  : reply.description?.replaceAll('`', '')}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <Example title={t('reference.exampleReply')} value={media?.example} />
    </>
  );
}
