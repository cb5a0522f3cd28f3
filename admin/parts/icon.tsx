const shapes = {
  back: "M10 3.5 5.500 8l4.500 4.500",
  check: "m3.500 8.500 3 3 6-7",
  cross: "m4.500 4.500 7 7m0-7-7 7",
  question: "M5.800 6a2.200 2.200 0 1 1 3.100 2c-.6.3-.9.7-.9 1.300M8 11.800v.1",
  dash: "M4.500 8h7",
  link: "M6.800 9.200a2.500 2.500 0 0 0 3.600 0l1.900-1.900a2.500 2.500 0 0 0-3.600-3.600l-.7.7m1.200 2.400a2.500 2.500 0 0 0-3.600 0L3.700 8.700a2.500 2.500 0 0 0 3.600 3.600l.7-.7",
  code: "m5.500 5-3 3 3 3m5-6 3 3-3 3",
  copy: "M6 6h6.500v6.500H6zM3.500 10V3.500H10",
  replay: "M3.200 8a4.800 4.800 0 1 0 1.600-3.600L3.200 5.900m0-3v3h3",
  warning: "M8 3 2.500 12.500h11zM8 6.800v2.700m0 1.400v.1",
} as const;

/** A line drawing of 16 by 16 that says nothing to a screen reader: the text beside it does. */
export function Icon({ name }: { readonly name: keyof typeof shapes }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
