import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';

import { groupsOf, type Group } from '../api/catalogue';
import { descriptionQuery, type Description } from '../api/description';
import { OperationSection } from './operation-section';

/** The REST API, for people: what /api/openapi.json says. */
export function Reference() {
  const { t } = useTranslation();
  const found = useQuery(descriptionQuery());
  if (found.isPending) return <Loading />;
  if (found.data === undefined) {
    return (
      <ProblemMessage
        title={t('reference.failed')}
        problem={found.error}
        onRetry={() => void found.refetch()}
      />
    );
  }
  return <Loaded description={found.data} />;
}

function Loaded({ description }: { description: Description }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const groups = groupsOf(description, text);
  return (
    <div className="mx-auto grid w-full max-w-[1280px] gap-10 px-4 py-6 sm:px-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <Contents groups={groups} text={text} onText={setText} />
      <div className="flex min-w-0 flex-col gap-10">
        <header>
          <h1 className="text-xl font-title tracking-tight">{t('reference.title')}</h1>
          <p className="mt-2 max-w-[65ch] text-base text-muted">{description.info.description}</p>
          <p className="mt-2 text-sm text-muted">
            <a className="text-accent underline" href="/api/openapi.json">
              {t('reference.raw')}
            </a>
          </p>
        </header>
        {groups.length === 0 && <p className="text-muted">{t('reference.nothing')}</p>}
        {groups.map((group) => (
          <section key={group.tag} aria-label={group.tag} className="flex flex-col gap-6">
            <h2 className="text-lg font-title">{group.tag}</h2>
            {group.entries.map((entry) => (
              <OperationSection
                key={entry.operation.operationId}
                description={description}
                entry={entry}
              />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

interface ContentsProps {
  groups: Group[];
  text: string;
  onText: (text: string) => void;
}

function Contents({ groups, text, onText }: ContentsProps) {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t('reference.contents')}
      className="flex flex-col gap-4 lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto lg:pr-2"
    >
      <input
        type="search"
        value={text}
        onChange={(event) => onText(event.target.value)}
        aria-label={t('reference.find')}
        placeholder={t('reference.find')}
        className="h-10 w-full shrink-0 rounded-control border border-line bg-raised px-3 placeholder:text-faint"
      />
      <div className="hidden flex-col gap-4 lg:flex">
        {groups.map((group) => (
          <div key={group.tag}>
            <p className="text-sm font-title text-muted">{group.tag}</p>
            <ul className="mt-1">
              {group.entries.map(({ operation }) => (
                <li key={operation.operationId}>
                  <a
                    href={`#${operation.operationId}`}
                    className="block rounded-control py-1 text-sm text-text hover:text-accent"
                  >
                    {operation.summary ?? operation.operationId}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div role="status" className="mx-auto w-full max-w-[1280px] px-4 py-6 sm:px-6">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="mb-6 h-7 w-40" />
      {[0, 1, 2, 3].map((i) => (
        <Skeleton key={i} className="mb-4 h-24" />
      ))}
    </div>
  );
}
