/** The sign of the product: an H that raises a hand. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6.5" />
      <path d="M8 11v7M8 14.500h8M16 6v12" />
    </svg>
  );
}
