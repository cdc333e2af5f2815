/** Three streams that become one and rush on: the sign of the house. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.6"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M3 5c8 0 9 7 18 7" />
      <path d="M3 12h18" />
      <path d="M3 19c8 0 9-7 18-7" />
    </svg>
  );
}
