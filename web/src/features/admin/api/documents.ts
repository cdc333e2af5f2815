import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Document, ListedDocumentList } from '@/lib/api-types';

import { listQuery } from './list-query';
import { useAct } from './use-act';

export const allDocumentsQuery = (page: number) =>
  listQuery<ListedDocumentList>('/documents', page);

/** Its text in one language. */
export const documentTextQuery = (slug: string, language: string) =>
  queryOptions({
    queryKey: ['admin', 'document', slug, language],
    queryFn: ({ signal }) =>
      api.get<Document>(`/documents/${encodeURIComponent(slug)}?language=${language}`, { signal }),
    staleTime: Infinity, // What is being edited is not to change under the hand.
  });

export const useSaveDocument = (slug: string) =>
  useAct((text: { title: string; body: string; language: string }) =>
    api.put<Document>(`/documents/${encodeURIComponent(slug)}`, text),
  );

export const useCreateDocument = () =>
  useAct((text: { slug: string; title: string; body: string; language: string }) =>
    api.post<Document>('/documents', text),
  );
