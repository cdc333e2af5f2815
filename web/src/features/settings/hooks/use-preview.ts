import { useCallback, useEffect, useState } from 'react';

interface Chosen {
  file: File;
  url: string;
}

/** A picture that was chosen and is not sent yet, with an address under which it can be shown. */
export function usePreview() {
  const [chosen, setChosen] = useState<Chosen | null>(null);

  useEffect(() => {
    if (chosen === null) return;
    return () => URL.revokeObjectURL(chosen.url);
  }, [chosen]);

  const show = useCallback((file: File) => setChosen({ file, url: URL.createObjectURL(file) }), []);
  const drop = useCallback(() => setChosen(null), []);
  return { file: chosen?.file, url: chosen?.url, show, drop };
}
