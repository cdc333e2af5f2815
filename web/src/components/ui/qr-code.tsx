import { encode } from 'uqr';

const quietZone = 4; // ISO/IEC 18004, 5.3.8: modules of light around the symbol.

interface Props {
  text: string;
  label: string;
}

export function QrCode({ text, label }: Props) {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone });
  const modules = data.flatMap((row, y) =>
    row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 shrink-0 rounded-control bg-paper text-ink"
    >
      <path fill="currentColor" d={modules.join('')} />
    </svg>
  );
}
