import { useCallback } from 'react';

/** A query's refetch as a plain act that stays the same from render to render. */
export function useRefresh(refetch: () => Promise<unknown>): () => void {
  return useCallback(() => void refetch(), [refetch]);
}
