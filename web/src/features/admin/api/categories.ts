import { api } from '@/lib/api';
import type { Category, CategoryList } from '@/lib/api-types';

import { listQuery } from './list-query';
import { useAct } from './use-act';

export const allCategoriesQuery = (page: number) => listQuery<CategoryList>('/categories', page);

export const useAddCategory = () =>
  useAct((category: { name: string; slug?: string }) =>
    api.post<Category>('/categories', category),
  );

export const useChangeCategory = (id: string) =>
  useAct((change: { name?: string; slug?: string }) =>
    api.patch<Category>(`/categories/${id}`, change),
  );

export const useDeleteCategory = (id: string) => useAct(() => api.delete(`/categories/${id}`));
