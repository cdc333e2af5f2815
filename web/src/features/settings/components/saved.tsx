import { Check } from 'lucide-react';

/** That it worked, beside the button that did it. */
export function Saved({ text }: { text: string | false }) {
  return (
    <p role="status" className="flex items-center gap-1 text-sm text-accent empty:hidden">
      {text !== false && (
        <>
          <Check size={18} aria-hidden />
          {text}
        </>
      )}
    </p>
  );
}
