/** The product's mark: one source, two places it goes. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#17324b" />
      <path
        d="M9 9.5h3.5c5 0 3 13 8 13H23M12.5 9.5H23"
        fill="none"
        stroke="#8fd3c8"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <circle cx="9" cy="9.5" r="2.6" fill="#fff" />
      <circle cx="23" cy="9.5" r="2.6" fill="#fff" />
      <circle cx="23" cy="22.5" r="2.6" fill="#fff" />
    </svg>
  );
}
