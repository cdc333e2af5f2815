import { useEffect, useState } from 'react';

const idleAfterMs = 2500;
const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'];

/** Whether nothing has moved over the stage for a while: then the controls leave the picture alone. */
export function useIdle(stage: HTMLElement | null): boolean {
  const [idle, setIdle] = useState(false);

  useEffect(() => {
    if (stage === null) return;
    let timer = setTimeout(() => setIdle(true), idleAfterMs);
    const wake = () => {
      clearTimeout(timer);
      setIdle(false);
      timer = setTimeout(() => setIdle(true), idleAfterMs);
    };
    const leave = () => setIdle(true);
    for (const sign of signs) stage.addEventListener(sign, wake);
    stage.addEventListener('pointerleave', leave);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) stage.removeEventListener(sign, wake);
      stage.removeEventListener('pointerleave', leave);
    };
  }, [stage]);

  return idle;
}
