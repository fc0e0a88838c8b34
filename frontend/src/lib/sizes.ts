const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A file's size in words: "1.2 MB". */
export function sizeText(bytes: number, locale: string): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const unit = UNITS[power] ?? "byte";
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: power ? 1 : 0 }).format(
    bytes / 1000 ** power,
  );
}
