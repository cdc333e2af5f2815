import { api } from '@/lib/api';
import type { FiledReport, FiledReportList } from '@/lib/api-types';

import { listQuery } from './list-query';
import { useAct } from './use-act';

export const reportsQuery = (page: number, filters: Record<string, string>) =>
  listQuery<FiledReportList>('/admin/reports', page, filters);

export const useDecide = (id: string) =>
  useAct((decision: { status: 'resolved' | 'dismissed'; note: string }) =>
    api.patch<FiledReport>(`/admin/reports/${id}`, decision),
  );
