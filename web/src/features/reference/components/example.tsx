/** JSON as it would be sent; folded, since there are many. */
export function Example({ title, value }: { title: string; value: unknown }) {
  if (value === undefined) return null;
  return (
    <details>
      <summary className="text-sm font-title text-muted">{title}</summary>
      <pre className="mt-2 max-h-96 overflow-auto rounded-control border border-line bg-ground p-3 text-sm">
        <code>{JSON.stringify(value, null, 2)}</code>
      </pre>
    </details>
  );
}
