import { useTitle } from '@/lib/use-title';

/** The one title of a page, which the tab says as well. */
export function PageTitle({ title }: { title: string }) {
  useTitle(title);
  return <h1 className="text-xl font-title tracking-tight">{title}</h1>;
}
