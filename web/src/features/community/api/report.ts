import { useMutation } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { NewReport, Report } from '@/lib/api-types';

export const useReport = () =>
  useMutation({ mutationFn: (report: NewReport) => api.post<Report>('/reports', report) });
